"""Duties, made from points, windows and school days."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from patrols.models.points import PatrolPoint
from patrols.models.windows import DutyWindow
from patrols.querysets import DutyQuerySet, MinuteSecretQuerySet
from patrols.states import DutyState


class Duty(models.Model):
    """One point, one date, one window (护学勤务): a row made ahead, so that nobody coming is a fact."""

    # No index of their own: each leads one of those below. The unit is the point's, whose own key to it is checked.
    unit = models.ForeignKey(
        Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="duties", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    point = models.ForeignKey(
        PatrolPoint, verbose_name=_("patrol point"), on_delete=models.PROTECT, related_name="duties", db_index=False
    )
    window = models.ForeignKey(
        DutyWindow, verbose_name=_("duty window"), on_delete=models.PROTECT, related_name="duties", db_index=False
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
    # How many officers the window asked for on that day (doubled at term start and round breaks).
    strength = models.PositiveSmallIntegerField(_("officers at least"), default=1)
    # The minute at which police should come, so that nobody learns it by watching (patrols.minutes).
    suggested_at = models.DateTimeField(_("suggested minute"), null=True, blank=True)
    # The ladder (patrols.ladder): when its next step is due, and the time of each step that was taken.
    next_step_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    warned_at = models.DateTimeField(_("warned at"), null=True, blank=True)
    handed_over_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    handed_to = models.ForeignKey(
        User, verbose_name=_("handed over to"), null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, verbose_name=_("acknowledged by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    comment = models.CharField(_("comment"), max_length=200, blank=True)

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
            models.CheckConstraint(
                condition=models.Q(handed_over_at__isnull=True, handed_to__isnull=True)
                | models.Q(handed_over_at__isnull=False, handed_to__isnull=False),
                name="patrols_duty_handed_over",
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True, comment="")
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False) & ~models.Q(comment=""),
                name="patrols_duty_acknowledged",
            ),
            models.CheckConstraint(
                condition=models.Q(suggested_at__isnull=True)
                | models.Q(suggested_at__gte=models.F("starts_at"), suggested_at__lt=models.F("ends_at")),
                name="patrols_duty_suggested_in_window",
            ),
        ]
        indexes = [
            # The range ends the key, the rest is carried along: PostgreSQL 18 would skip through keys behind a range.
            models.Index(
                fields=["unit", "on"], include=["ends_at", "state", "point", "window"], name="patrols_duty_month"
            ),
            models.Index(fields=["point", "on"], name="patrols_duty_point"),
            models.Index(
                fields=["next_step_at", "unit"],
                condition=models.Q(next_step_at__isnull=False),
                name="patrols_duty_next_step",
            ),
            # Most duties never get that far: none of these is written for them.
            models.Index(
                fields=["handed_to", "on"],
                condition=models.Q(handed_to__isnull=False),
                name="patrols_duty_handed_to",
            ),
            models.Index(
                fields=["acknowledged_by"],
                condition=models.Q(acknowledged_by__isnull=False),
                name="patrols_duty_acknowledged_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point.code} {self.on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The duty's page."""
        return reverse("patrols:duty", args=[self.pk])

    @property
    def is_unacknowledged(self) -> bool:
        """Missed, and no commander has taken note of it."""
        return self.state == DutyState.MISSED and self.acknowledged_at is None


class DutyRun(models.Model):
    """One making of duties: for which days, and what came of it. Its entry on the trail stands for all its duties."""

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    made_at = models.DateTimeField(_("made at"))
    points = models.PositiveIntegerField(_("patrol points"))
    made = models.PositiveIntegerField(_("duties made"))
    changed = models.PositiveIntegerField(_("duties changed"))
    taken_back = models.PositiveIntegerField(_("duties taken back"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("making of duties")
        verbose_name_plural = _("makings of duties")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="patrols_dutyrun_first_before_last"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m-%d} – {self.last_day:%Y-%m-%d}"


class MinuteSecret(models.Model):
    """The secret from which a day's suggested minutes are drawn (patrols.minutes): random, disclosed after the day.

    Its SHA-256 goes on the trail when it is drawn, so that nobody can put another one in its place afterwards.
    """

    on = models.DateField(_("date"), unique=True)
    secret = models.CharField(_("secret"), max_length=64, editable=False)
    commitment = models.CharField(_("SHA-256 of the secret"), max_length=64, editable=False)
    drawn_at = models.DateTimeField(_("drawn at"))

    objects: ClassVar[MinuteSecretQuerySet] = MinuteSecretQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-on"]
        verbose_name = _("secret of a day")
        verbose_name_plural = _("secrets of days")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"
