"""The days on which a school departs from the calendar of its unit."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from schools.models.schools import School
from schools.querysets import SchoolDayQuerySet


class SchoolDay(models.Model):
    """What a school itself says of one of its days: closed, open, or at other times. It wins over every calendar."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("no school on this day")
        OPEN = "open", _("school on this day")
        OTHER_TIMES = "other_times", _("other times on this day")

    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.CASCADE, related_name="own_days")
    on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    # None: at the usual time.
    arrives_at = models.TimeField(_("arrival"), null=True, blank=True)
    dismisses_at = models.TimeField(_("dismissal"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=100)
    noted_by = models.ForeignKey(User, verbose_name=_("noted by"), on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted at"))

    objects: ClassVar[SchoolDayQuerySet] = SchoolDayQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["on", "school"]
        verbose_name = _("day of a school")
        verbose_name_plural = _("days of schools")
        constraints = [
            models.UniqueConstraint(fields=["school", "on"], name="schools_schoolday_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="schools_schoolday_why"),
            models.CheckConstraint(
                condition=models.Q(kind="closed", arrives_at__isnull=True, dismisses_at__isnull=True)
                | models.Q(kind="open")
                | models.Q(kind="other_times", arrives_at__isnull=False)
                | models.Q(kind="other_times", dismisses_at__isnull=False),
                name="schools_schoolday_times",
            ),
            models.CheckConstraint(
                condition=models.Q(arrives_at__isnull=True)
                | models.Q(dismisses_at__isnull=True)
                | models.Q(arrives_at__lt=models.F("dismisses_at")),
                name="schools_schoolday_arrives_before_dismissal",
            ),
        ]
        indexes = [models.Index(fields=["on"], name="schools_schoolday_on")]

    def __str__(self) -> str:
        return f"{self.school} {self.on:%Y-%m-%d}"
