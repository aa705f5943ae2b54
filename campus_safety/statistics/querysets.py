"""Reading reports."""

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.statistics.periods import Period

if TYPE_CHECKING:
    from campus_safety.statistics.models import Goal, ImportedPeriod, Report, StaleMonth


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports."""

    def visible_to(self, user: User) -> Self:
        """The reports of the user's units; none for those who are not police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def of(self, period: Period) -> Self:
        """The reports of one period."""
        return self.filter(first_day=period.first_day, last_day=period.last_day)

    def touching(self, period: Period) -> Self:
        """Those that hold days of the period."""
        return self.filter(first_day__lte=period.last_day, last_day__gte=period.first_day)

    def months(self) -> Self:
        """Those of one whole month."""
        day_after = models.ExpressionWrapper(models.F("last_day") + timedelta(days=1), models.DateField())
        return self.alias(day_after=day_after).filter(
            first_day__day=1, day_after__day=1,
            first_day__year=models.F("last_day__year"), first_day__month=models.F("last_day__month"),
        )  # fmt: skip

    def newest(self) -> Self:
        """Of each unit and period the revision that no other follows."""
        later = self.model.objects.filter(
            unit=models.OuterRef("unit"), first_day=models.OuterRef("first_day"), last_day=models.OuterRef("last_day"),
            revision__gt=models.OuterRef("revision"),
        )  # fmt: skip
        return self.exclude(models.Exists(later))

    def with_figures(self) -> Self:
        """With unit and figures, in two queries."""
        return self.select_related("unit").prefetch_related("figures")


class StaleMonthQuerySet(models.QuerySet["StaleMonth"]):
    """Months that wait to be compiled."""

    def touching(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those that will change the period's figures of a unit, `unit_ids` being itself and the units below it."""
        months = (period.first_day.replace(day=1), period.last_day)
        return self.filter(unit_id__in=unit_ids, first_day__range=months)


class GoalQuerySet(models.QuerySet["Goal"]):
    """Goals."""

    def visible_to(self, user: User) -> Self:
        """The goals of the user's units; none for those who are not police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()


class ImportedPeriodQuerySet(models.QuerySet["ImportedPeriod"]):
    """Periods from before the portal."""

    def touching(self, period: Period) -> Self:
        """Those that hold days of the period."""
        return self.filter(first_day__lte=period.last_day, last_day__gte=period.first_day)

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; none for those who are not police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def with_figures(self) -> Self:
        """With unit and figures, in two queries."""
        return self.select_related("unit").prefetch_related("figures")
