"""The reports of the months, their figures, and which months must be compiled anew."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit
from campus_safety.statistics.periods import Period
from campus_safety.statistics.querysets import ReportQuerySet, StaleMonthQuerySet


class Report(models.Model):
    """What one unit (with those below it) did in one period; a month is the usual one."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SIGNED = "signed", _("signed")

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="reports")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    hash = models.CharField(_("hash"), max_length=64, null=True, blank=True)  # noqa: DJ001  (null until signed)
    compiled_at = models.DateTimeField(_("compiled at"))

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-first_day", "unit", "-revision"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "first_day", "last_day", "revision"], name="statistics_report_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", hash__isnull=True) | models.Q(state="signed", hash__isnull=False),
                name="statistics_report_signed_has_hash",
            ),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="statistics_report_first_before_last"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period.code}"

    @property
    def period(self) -> Period:
        """The days that it covers."""
        return Period(self.first_day, self.last_day)


class Figure(models.Model):
    """One number of a report: the indicator's key and its value, and the same of the period before."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(_("indicator"), max_length=40)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True)
    # The month before over the same number of days, so that a month that still runs is compared fairly.
    before = models.DecimalField(_("before"), max_digits=16, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="statistics_figure_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class StaleMonth(models.Model):
    """A unit's month that has changed since it was compiled: the queue of the compiler, kept in the database.

    After three attempts that failed it is left alone until it is marked again, by a write or by night.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField(_("first day"))
    marked_at = models.DateTimeField(_("marked at"))
    # Counted before the work, so that a month that kills its worker is counted too.
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    objects: ClassVar[StaleMonthQuerySet] = StaleMonthQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("stale month")
        verbose_name_plural = _("stale months")
        constraints = [models.UniqueConstraint(fields=["unit", "first_day"], name="statistics_stalemonth_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first_day:%Y-%m}"
