"""Appointments of officers as legal vice-principals of schools (聘任), their letters, and what the school thinks."""

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from outreach.models.steps import StepTaken
from outreach.querysets import AppointmentQuerySet
from outreach.states.appointments import (
    APPOINTMENT_SAYS_WHY,
    HAS_LETTER,
    AppointmentState,
    Ending,
    Standing,
)
from schools.models import School

MOST_TRAINED_HOURS = 1000
LEAST_AGE, MOST_AGE = 18, 100


class Appointment(models.Model):
    """An officer's appointment at a school for a term, both its days included."""

    class Title(models.TextChoices):
        """The word of its day: 法制 until the end of April 2022, 法治 since; a tutor before there were any."""

        TUTOR = "tutor", pgettext_lazy("appointment", "legal tutor")
        LEGAL_KINDERGARTEN = (
            "legal_kindergarten",
            pgettext_lazy("appointment", "legal vice-principal, kindergarten"),
        )
        LEGAL_SCHOOL = "legal_school", pgettext_lazy("appointment", "legal vice-principal")
        LAW_KINDERGARTEN = "law_kindergarten", pgettext_lazy("appointment", "rule-of-law vice-principal, kindergarten")
        LAW_SCHOOL = "law_school", pgettext_lazy("appointment", "rule-of-law vice-principal")

    unit = models.ForeignKey(
        Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="appointments"
    )
    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="appointments")
    officer = models.ForeignKey(User, verbose_name=_("officer"), on_delete=models.PROTECT, related_name="appointments")
    title = models.CharField(pgettext_lazy("appointment", "title"), max_length=20, choices=Title.choices)
    starts_on = models.DateField(pgettext_lazy("appointment", "term from"))
    ends_on = models.DateField(pgettext_lazy("appointment", "term until"))
    trained_hours = models.PositiveSmallIntegerField(
        _("hours of training before"), default=0, validators=[MaxValueValidator(MOST_TRAINED_HOURS)]
    )
    # Of somebody who has retired: the age on the first day of the term, which nothing else is kept for.
    is_retired = models.BooleanField(pgettext_lazy("appointment", "retired"), default=False)
    age = models.PositiveSmallIntegerField(
        pgettext_lazy("appointment", "age at the start"), null=True, blank=True,
        validators=[MinValueValidator(LEAST_AGE), MaxValueValidator(MOST_AGE)],
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=10, choices=AppointmentState.choices, default=AppointmentState.PROPOSED
    )
    # The keys of the rules that it was warned of when it was proposed, and proposed nevertheless.
    warnings = models.JSONField(_("warned of"), default=list, blank=True)
    # The one before it that it renews, or that was handed over to it.
    follows = models.OneToOneField(
        "self", verbose_name=pgettext_lazy("appointment", "follows"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="followed_by",
    )  # fmt: skip
    # Of the letter: its number within station and year, its day, and the secret in its QR code.
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    serial = models.PositiveIntegerField(_("number"), null=True, blank=True)
    issued_on = models.DateField(pgettext_lazy("appointment", "issued on"), null=True, blank=True)
    token = models.CharField(_("token"), max_length=40, null=True, blank=True, unique=True, editable=False)
    ended_on = models.DateField(pgettext_lazy("appointment", "ended on"), null=True, blank=True)
    ending = models.CharField(
        pgettext_lazy("appointment", "how it ended"), max_length=15, choices=Ending.choices, blank=True
    )
    entered_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[AppointmentQuerySet] = AppointmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "serial"], name="outreach_appointment_number"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="outreach_appointment_term"),
            models.CheckConstraint(
                condition=Q(trained_hours__lte=MOST_TRAINED_HOURS), name="outreach_appointment_trained"
            ),
            models.CheckConstraint(
                condition=Q(is_retired=False, age__isnull=True)
                | Q(is_retired=True, age__isnull=False, age__gte=LEAST_AGE, age__lte=MOST_AGE),
                name="outreach_appointment_age",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=HAS_LETTER, year__isnull=False, serial__isnull=False, issued_on__isnull=False,
                    token__isnull=False,
                )
                | ~Q(state__in=HAS_LETTER)
                & Q(year__isnull=True, serial__isnull=True, issued_on__isnull=True, token__isnull=True),
                name="outreach_appointment_letter",
            ),
            models.CheckConstraint(
                condition=Q(state=AppointmentState.ENDED, ended_on__isnull=False) & ~Q(ending="")
                | ~Q(state=AppointmentState.ENDED) & Q(ended_on__isnull=True, ending=""),
                name="outreach_appointment_ended",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__lte=F("ends_on")),
                name="outreach_appointment_cut_short",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit", "starts_on"], name="outreach_appointment_unit"),
            models.Index(fields=["school", "starts_on"], name="outreach_appointment_school"),
            models.Index(fields=["officer", "starts_on"], name="outreach_appointment_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.school} · {self.officer}"

    def get_absolute_url(self) -> str:
        """The appointment's page."""
        return reverse("outreach:appointment", args=[self.pk])

    @property
    def number(self) -> str:
        """The number of its letter within the station: 2026-0003; empty as long as it has none."""
        return f"{self.year}-{self.serial:04d}" if self.year else ""

    @property
    def last_day(self) -> date:
        """The last day on which it holds, whether the term runs out or was cut short."""
        return self.ended_on or self.ends_on

    @property
    def has_letter(self) -> bool:
        """Whether its letter was issued."""
        return self.state in HAS_LETTER

    @property
    def is_followed(self) -> bool:
        """Whether it was renewed or handed over. A query unless `with_names` has brought it."""
        return hasattr(self, "followed_by")

    @property
    def has_moved(self) -> bool:
        """Whether its officer is none of the station's any more. A query unless `with_names` has brought it."""
        return not self.officer.is_active or self.officer.unit_id != self.unit_id

    def standing(self, today: date) -> Standing:
        """How it stands today; what ended before its term began never holds."""
        if not self.has_letter:
            return Standing(self.state)
        if self.last_day < max(today, self.starts_on):
            return Standing.ENDED
        return Standing.ISSUED if today < self.starts_on else Standing.ACTIVE


class AppointmentStep(StepTaken):
    """A step of an appointment."""

    appointment = models.ForeignKey(
        Appointment, verbose_name=_("appointment"), on_delete=models.PROTECT, related_name="steps"
    )

    class Meta(StepTaken.Meta):
        verbose_name = _("step of an appointment")
        verbose_name_plural = _("steps of appointments")
        constraints = [
            models.CheckConstraint(
                condition=~Q(after__in=APPOINTMENT_SAYS_WHY) | ~Q(text=""), name="outreach_appointmentstep_says_why"
            )
        ]

    @property
    def state(self) -> AppointmentState:
        """The state that it led to."""
        return AppointmentState(self.after)


class Evaluation(models.Model):
    """What the school thinks of its vice-principal's work, once a school year."""

    class Mark(models.TextChoices):
        EXCELLENT = "excellent", pgettext_lazy("evaluation", "excellent")
        GOOD = "good", pgettext_lazy("evaluation", "competent")
        WEAK = "weak", pgettext_lazy("evaluation", "basically competent")
        FAILED = "failed", pgettext_lazy("evaluation", "not competent")

    appointment = models.ForeignKey(
        Appointment, verbose_name=_("appointment"), on_delete=models.PROTECT, related_name="evaluations"
    )
    # The calendar year in which the school year began.
    school_year = models.PositiveSmallIntegerField(_("school year"))
    mark = models.CharField(pgettext_lazy("evaluation", "mark"), max_length=10, choices=Mark.choices)
    text = models.CharField(_("words"), max_length=500, blank=True)
    at = models.DateTimeField(pgettext_lazy("step", "at"))
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-school_year"]
        verbose_name = _("evaluation of a vice-principal")
        verbose_name_plural = _("evaluations of vice-principals")
        constraints = [
            models.UniqueConstraint(fields=["appointment", "school_year"], name="outreach_evaluation_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.school_year} {self.get_mark_display()}"

    @property
    def next_year(self) -> int:
        """The year in which the school year ends."""
        return self.school_year + 1
