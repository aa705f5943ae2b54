"""Duty windows: when a point must be visited."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from patrols.models.points import PatrolPoint
from patrols.querysets import DutyWindowQuerySet
from schools.models import School

MOST_STRENGTH = 20
MOST_OFFSET_MIN = 240


class DutyWindow(models.Model):
    """A span of the day in which a point must be visited, on the days it applies (勤务时段).

    It is at fixed times, or tied to the arrival or dismissal of one of the point's schools: then `starts_at` and
    `ends_at` are the times on a usual day, as of the last making, and each duty has its own day's.
    """

    class Occasion(models.TextChoices):
        ARRIVAL = "arrival", _("arrival")
        DISMISSAL = "dismissal", _("dismissal")
        EVENING = "evening", _("evening study")
        OTHER = "other", _("other")

    class Basis(models.TextChoices):
        FIXED = "fixed", _("fixed times")
        ARRIVAL = "arrival", _("the school's arrival")
        DISMISSAL = "dismissal", _("the school's dismissal")

    class Cause(models.TextChoices):
        """Why an extra window was added for a time; empty for a regular one."""

        EVENT_COVER = "event_cover", _("event cover")
        INCIDENT = "incident", _("after an incident")
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
    # Whether it applies on school days only; else on its weekdays, whatever the calendar says.
    follows_calendar = models.BooleanField(_("on school days only"), default=True)
    basis = models.CharField(_("tied to"), max_length=10, choices=Basis.choices, default=Basis.FIXED)
    school = models.ForeignKey(
        School, verbose_name=_("school"), null=True, blank=True, on_delete=models.PROTECT, related_name="duty_windows"
    )
    # From so many minutes before the school's time to so many after it.
    before_min = models.PositiveSmallIntegerField(
        _("minutes before"), null=True, blank=True, validators=[MaxValueValidator(MOST_OFFSET_MIN)]
    )
    after_min = models.PositiveSmallIntegerField(
        _("minutes after"), null=True, blank=True, validators=[MaxValueValidator(MOST_OFFSET_MIN)]
    )
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))
    # How many officers are asked for at least.
    strength = models.PositiveSmallIntegerField(
        _("officers at least"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_STRENGTH)]
    )
    # Whether twice as many are asked for at term start and before and after a break (campus_safety.calendars).
    is_doubled = models.BooleanField(_("doubled at term start and round breaks"), default=False)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

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
            models.CheckConstraint(
                condition=models.Q(basis="fixed", school__isnull=True, before_min__isnull=True, after_min__isnull=True)
                | models.Q(
                    basis__in=["arrival", "dismissal"],
                    school__isnull=False,
                    before_min__isnull=False,
                    after_min__isnull=False,
                    before_min__lte=MOST_OFFSET_MIN,
                    after_min__lte=MOST_OFFSET_MIN,
                )
                & ~models.Q(before_min=0, after_min=0),
                name="patrols_dutywindow_basis",
            ),
            models.CheckConstraint(
                condition=models.Q(strength__gte=1, strength__lte=MOST_STRENGTH), name="patrols_dutywindow_strength"
            ),
            models.CheckConstraint(
                condition=models.Q(cause="")
                | (
                    ~models.Q(cause="")
                    & ~models.Q(reason="")
                    & models.Q(in_force_from__isnull=False, in_force_until__isnull=False)
                ),
                name="patrols_dutywindow_extra",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point.code} {self.get_occasion_display()} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"

    def get_absolute_url(self) -> str:
        """The page where it is edited."""
        return reverse("patrols:window_edit", args=[self.pk])

    @property
    def is_extra(self) -> bool:
        """Whether it was added for a limited time, for a reason."""
        return self.cause != ""
