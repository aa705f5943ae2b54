"""What the public reads, kept as bytes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicCopy(models.Model):
    """One public page or file, built once per change: plain and compressed, with its ETag.

    It is good until `good_until` (a window's end, or midnight); a change of a point sets that to the past.
    """

    key = models.CharField(max_length=40, unique=True)
    content_type = models.CharField(max_length=60)
    plain = models.BinaryField()
    gzipped = models.BinaryField()
    etag = models.CharField(max_length=64)
    built_at = models.DateTimeField()
    good_until = models.DateTimeField()

    class Meta:
        verbose_name = _("public copy")
        verbose_name_plural = _("public copies")

    def __str__(self) -> str:
        return self.key
