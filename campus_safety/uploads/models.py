"""Files that were taken in, and where their content is kept."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.uploads.names import LONGEST_NAME


class Kind(models.TextChoices):
    """What a file is, told by its content."""

    IMAGE = "image", _("picture")
    PDF = "pdf", _("PDF document")


EXTENSIONS = {Kind.IMAGE: "jpg", Kind.PDF: "pdf"}
CONTENT_TYPES = {Kind.IMAGE: "image/jpeg", Kind.PDF: "application/pdf"}


def content_path(stored: "StoredFile", filename: str) -> str:
    """Where the content lies in the storage: month of upload in local time, token, extension."""
    return f"{_month(stored.uploaded_at)}/{stored.token}.{EXTENSIONS[Kind(stored.kind)]}"


def preview_path(stored: "StoredFile", filename: str) -> str:
    """Where the small picture lies, beside the content."""
    return f"{_month(stored.uploaded_at)}/{stored.token}-preview.jpg"


def _month(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y/%m")


class StoredFile(models.Model):
    """A file that passed the checks, as it was re-encoded: every picture a JPEG, every PDF written anew.

    It says nothing of who may see it: the row of another app that points here does. Written by `actions.store_file`.
    """

    token = models.UUIDField(_("token"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    content_type = models.CharField(_("content type"), max_length=40)
    size_bytes = models.PositiveIntegerField(_("size in bytes"))
    width_px = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height_px = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    content = models.FileField(_("content"), upload_to=content_path)
    preview = models.FileField(_("preview"), upload_to=preview_path, blank=True)
    # Empty for what came from the public.
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind=Kind.IMAGE,
                    content_type=CONTENT_TYPES[Kind.IMAGE],
                    width_px__isnull=False,
                    width_px__gte=1,
                    height_px__isnull=False,
                    height_px__gte=1,
                )
                & ~models.Q(preview="")
                | models.Q(
                    kind=Kind.PDF,
                    content_type=CONTENT_TYPES[Kind.PDF],
                    width_px__isnull=True,
                    height_px__isnull=True,
                    preview="",
                ),
                name="uploads_storedfile_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(size_bytes__gte=1) & ~models.Q(content="") & ~models.Q(sha256=""),
                name="uploads_storedfile_content",
            ),
        ]

    def __str__(self) -> str:
        return self.name
