"""Duty windows, and the duties made from them."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit
from patrols.models.points import PatrolPoint
from patrols.querysets import DutyQuerySet, DutyWindowQuerySet
from patrols.states import DutyState


class DutyWindow(models.Model):
    """A span of the day in which a point must be visited, on the weekdays it applies (勤务时段)."""

    class Occasion(models.TextChoices):
        ARRIVAL = "arrival", _("arrival")
        DISMISSAL = "dismissal", _("dismissal")
        EVENING = "evening", _("evening study")
        OTHER = "other", _("other")

    point = models.ForeignKey(
        PatrolPoint, verbose_name=_("patrol point"), on_delete=models.CASCADE, related_name="windows"
    )
    occasion = models.CharField(_("occasion"), max_length=20, choices=Occasion.choices)
    # ISO weekdays, Monday 1 to Sunday 7, in order: "12345" is Monday to Friday.
    weekdays = models.CharField(
        _("weekdays"), max_length=7, default="12345",
        validators=[RegexValidator(r"^(?=.)1?2?3?4?5?6?7?$", _("Weekdays are digits from 1 (Monday) to 7, in order."))],
    )  # fmt: skip
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)

    objects: ClassVar[DutyWindowQuerySet] = DutyWindowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["point", "starts_at"]
        verbose_name = _("duty window")
        verbose_name_plural = _("duty windows")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="patrols_dutywindow_span"
            ),
            models.CheckConstraint(
                condition=models.Q(in_force_from__isnull=True)
                | models.Q(in_force_until__isnull=True)
                | models.Q(in_force_from__lte=models.F("in_force_until")),
                name="patrols_dutywindow_from_before_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point.code} {self.get_occasion_display()} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"

    def get_absolute_url(self) -> str:
        """The page where it is edited."""
        return reverse("patrols:window_edit", args=[self.pk])


class Duty(models.Model):
    """One point, one date, one window (护学勤务): a row made ahead, so that nobody coming is a fact."""

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="duties")
    point = models.ForeignKey(
        PatrolPoint, verbose_name=_("patrol point"), on_delete=models.PROTECT, related_name="duties"
    )
    window = models.ForeignKey(
        DutyWindow, verbose_name=_("duty window"), on_delete=models.PROTECT, related_name="duties"
    )
    on = models.DateField(_("date"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=DutyState.choices, default=DutyState.OPEN)
    # When it was visited (the check-in's captured time); None as long as nobody came.
    visited_at = models.DateTimeField(_("visited at"), null=True, blank=True)
    # When the worker took note that the window is over (once for each duty, whatever became of it).
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects: ClassVar[DutyQuerySet] = DutyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["starts_at", "point"]
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(fields=["window", "on"], name="patrols_duty_once"),
            models.CheckConstraint(condition=models.Q(starts_at__lt=models.F("ends_at")), name="patrols_duty_span"),
            models.CheckConstraint(
                condition=~models.Q(state=DutyState.CANCELLED) | ~models.Q(reason=""), name="patrols_duty_cancelled_why"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[DutyState.DONE, DutyState.LATE], visited_at__isnull=False)
                | models.Q(state__in=[DutyState.OPEN, DutyState.MISSED, DutyState.CANCELLED], visited_at__isnull=True),
                name="patrols_duty_visited",
            ),
        ]
        indexes = [
            # The range ends the key, the rest is carried along: PostgreSQL 18 would skip through keys behind a range.
            models.Index(fields=["unit", "on"], include=["ends_at", "state"], name="patrols_duty_month"),
            models.Index(fields=["point", "on"], name="patrols_duty_point"),
            models.Index(fields=["ends_at"], condition=models.Q(closed_at__isnull=True), name="patrols_duty_to_close"),
        ]

    def __str__(self) -> str:
        return f"{self.point.code} {self.on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The duty's page."""
        return reverse("patrols:duty", args=[self.pk])
