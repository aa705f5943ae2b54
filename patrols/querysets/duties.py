"""Reading duty windows and duties."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.statistics.periods import Period
from patrols.querysets.points import in_force_on
from patrols.states import DutyState

if TYPE_CHECKING:
    from patrols.models import Duty, DutyWindow


class DutyWindowQuerySet(models.QuerySet["DutyWindow"]):
    """Duty windows."""

    def visible_to(self, user: User) -> Self:
        """The windows of the user's units' points; for a principal those of the own school's points."""
        if is_officer(user):
            return self.filter(point__unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(point__schools__principalships__user=user)
        return self.none()

    def in_force(self, day: date) -> Self:
        """Windows that apply on `day`, whatever its weekday, on points that are in force."""
        return self.in_force_between(day, day).filter(in_force_on(day, "point__"))

    def in_force_between(self, first: date, last: date) -> Self:
        """Windows that apply on at least one day of the span."""
        return self.filter(
            Q(in_force_from=None) | Q(in_force_from__lte=last), Q(in_force_until=None) | Q(in_force_until__gte=first)
        )


class DutyQuerySet(models.QuerySet["Duty"]):
    """Duties."""

    def visible_to(self, user: User) -> Self:
        """The duties of the user's units; for a principal those of the own school's points; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(point__schools__principalships__user=user)
        return self.none()

    def of_units(self, unit_ids: Collection[int], period: Period) -> Self:
        """The duties of these units on the days of the period (an index covers it)."""
        return self.filter(unit_id__in=unit_ids, on__range=(period.first_day, period.last_day))

    def closed(self, at: datetime) -> Self:
        """Those whose window has closed and that count: all but the cancelled ones."""
        return self.filter(ends_at__lte=at).exclude(state=DutyState.CANCELLED)

    def not_begun(self, at: datetime) -> Self:
        """Open ones that a changed window or calendar may still change: to come, nobody reminded, nobody there yet."""
        to_come = self.filter(state=DutyState.OPEN, starts_at__gt=at, reminded_at=None)
        return to_come.exclude(check_ins__isnull=False)

    def step_due(self, at: datetime) -> Self:
        """Those whose next step on the ladder has come (a partial index covers it)."""
        return self.filter(next_step_at__lte=at)

    def unacknowledged(self) -> Self:
        """Missed, and no commander has taken note of it."""
        return self.filter(state=DutyState.MISSED, acknowledged_at=None)

    def with_point(self) -> Self:
        """With point, schools and window, in two queries."""
        return self.select_related("point", "window").prefetch_related("point__schools")
