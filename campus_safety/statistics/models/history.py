"""What a unit counted before it had the portal, as somebody wrote it down."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.periods import Period
from campus_safety.statistics.querysets import ImportedPeriodQuerySet


class ImportedPeriod(models.Model):
    """A period whose figures come from elsewhere, with their source; there are no rows behind them."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="imported_periods")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    source = models.CharField(_("source"), max_length=300)
    imported_at = models.DateTimeField(_("imported at"))
    # Empty for the command.
    imported_by = models.ForeignKey(
        User, verbose_name=_("imported by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[ImportedPeriodQuerySet] = ImportedPeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-first_day", "unit"]
        verbose_name = _("imported period")
        verbose_name_plural = _("imported periods")
        constraints = [
            models.UniqueConstraint(fields=["unit", "first_day", "last_day"], name="statistics_importedperiod_once"),
            models.CheckConstraint(
                condition=Q(first_day__lte=models.F("last_day")), name="statistics_importedperiod_first_before_last"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="statistics_importedperiod_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period.code}"

    @property
    def period(self) -> Period:
        """The days that it covers."""
        return Period(self.first_day, self.last_day)


class ImportedFigure(models.Model):
    """One number of an imported period; a lower bound where the source says no more than "over 90"."""

    imported = models.ForeignKey(ImportedPeriod, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(_("indicator"), max_length=40)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    is_lower_bound = models.BooleanField(_("at least"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("imported figure")
        verbose_name_plural = _("imported figures")
        constraints = [
            models.UniqueConstraint(fields=["imported", "key"], name="statistics_importedfigure_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="statistics_importedfigure_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
