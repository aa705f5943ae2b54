"""What is learnt from cases: more patrols for a time, and notes to schools that their principals read."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from incidents.models.cases import Case
from incidents.querysets import NoteReceiptQuerySet, PreventionNoteQuerySet
from patrols.models import DutyWindow
from schools.models import School


class CaseWindow(models.Model):
    """An extra duty window that was added because of a case."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="windows")
    window = models.OneToOneField(
        DutyWindow, verbose_name=_("duty window"), on_delete=models.CASCADE, related_name="case_window"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("extra window after a case")
        verbose_name_plural = _("extra windows after cases")

    def __str__(self) -> str:
        return f"{self.case} · {self.window}"


class PreventionNote(models.Model):
    """What a station tells schools so that it does not happen to them too (防范提示): sent once, never changed."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="prevention_notes"
    )
    # The case that it was learnt from, which the schools do not see.
    case = models.ForeignKey(
        Case, verbose_name=_("case"), null=True, blank=True, on_delete=models.PROTECT, related_name="notes"
    )
    title = models.CharField(pgettext_lazy("note", "title"), max_length=60)
    text = models.TextField(pgettext_lazy("note", "text"), max_length=2000)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(User, verbose_name=_("sent by"), on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[PreventionNoteQuerySet] = PreventionNoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("prevention note")
        verbose_name_plural = _("prevention notes")
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="incidents_preventionnote_says")
        ]
        indexes = [models.Index(fields=["unit", "sent_at"], name="incidents_note_month")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The note's page."""
        return reverse("incidents:note", args=[self.pk])


class NoteReceipt(models.Model):
    """A note at one school: when its principal first read it."""

    note = models.ForeignKey(
        PreventionNote, verbose_name=_("prevention note"), on_delete=models.CASCADE, related_name="receipts"
    )
    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="note_receipts")
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    read_by = models.ForeignKey(
        User, verbose_name=_("read by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[NoteReceiptQuerySet] = NoteReceiptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("receipt of a prevention note")
        verbose_name_plural = _("receipts of prevention notes")
        constraints = [
            models.UniqueConstraint(fields=["note", "school"], name="incidents_notereceipt_once"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="incidents_notereceipt_read",
            ),
        ]

    def __str__(self) -> str:
        return str(self.school)
