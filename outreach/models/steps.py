"""What a step of a row has, whatever the row is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User


class StepTaken(models.Model):
    """Who turned which state into which, and what was said; `before` is empty for the first. Appended, never edited.

    The row that it belongs to, and labels of its states, are those of each table.
    """

    before = models.CharField(_("state before"), max_length=15, blank=True)
    after = models.CharField(_("state after"), max_length=15)
    at = models.DateTimeField(pgettext_lazy("step", "at"))
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("words"), max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
