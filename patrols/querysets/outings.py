"""Reading outings, check-ins and vehicles."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.statements import rows_of_each
from campus_safety.statistics.periods import Period

if TYPE_CHECKING:
    from patrols.models import CheckIn, Outing, Vehicle

# So long after a visit the school can confirm it.
CONFIRMED_WITHIN = timedelta(days=14)


class VehicleQuerySet(models.QuerySet["Vehicle"]):
    """Vehicles."""

    def visible_to(self, user: User) -> Self:
        """The vehicles of the user's units."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()


class OutingQuerySet(models.QuerySet["Outing"]):
    """Outings."""

    def visible_to(self, user: User) -> Self:
        """The outings that a unit of the user leads or takes part in; only for police."""
        if not is_officer(user):
            return self.none()
        joined = self.model.units.through.objects.filter(unit_id__in=user.unit_ids).values("outing_id")
        return self.filter(Q(unit_id__in=user.unit_ids) | Q(pk__in=joined))

    def of_units(self, unit_ids: Collection[int], period: Period) -> Self:
        """Led by one of these units and started in the period."""
        return self.filter(unit_id__in=unit_ids, started_at__gte=period.starts_at, started_at__lt=period.ends_at)

    def running(self) -> Self:
        """Started and not ended."""
        return self.filter(ended_at=None)

    def running_with(self, officer: User) -> Self:
        """The open outing that the officer is out on: one at most."""
        return self.filter(officers__officer=officer, officers__ended_at=None)

    def with_team(self) -> Self:
        """With unit, other units, officers and vehicles, in six queries."""
        return self.select_related("unit", "started_by").prefetch_related(
            "units", "officers__officer", "dispatches__vehicle"
        )


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    """Check-ins."""

    def visible_to(self, user: User) -> Self:
        """The check-ins at points of the user's units, and the user's own; only for police."""
        return self.filter(Q(unit_id__in=user.unit_ids) | Q(officer=user)) if is_officer(user) else self.none()

    def of_units(self, unit_ids: Collection[int], period: Period) -> Self:
        """At points of these units, captured in the period."""
        return self.filter(unit_id__in=unit_ids, captured_at__gte=period.starts_at, captured_at__lt=period.ends_at)

    def standing(self) -> Self:
        """Those that count: all that no commander has rejected."""
        return self.exclude(review__outcome="rejected")

    def flagged(self) -> Self:
        """Those with a flag."""
        return self.exclude(flags=[])

    def to_review(self, user: User) -> Self:
        """The flagged ones that wait for the user's word: nobody reviews an own one."""
        return self.flagged().filter(review=None).exclude(officer=user)

    def at_gate_of(self, user: User, at: datetime) -> Self:
        """The visits that a principal may confirm at a moment: of the last 14 days, at the own school's points."""
        if not is_principal(user):
            return self.none()
        recent = self.filter(captured_at__gt=at - CONFIRMED_WITHIN, captured_at__lte=at)
        return recent.standing().filter(point__schools__principalships__user=user)

    def with_all(self) -> Self:
        """With point, officer, outing, duty, review and confirmation, in one query."""
        return self.select_related("point", "officer", "outing", "duty", "review", "confirmation")

    def newest_at(self, points: Collection[int], before: datetime, limit: int) -> "list[CheckIn]":
        """The newest `limit` check-ins at each of these points before a moment: one query, each read from the index."""
        return rows_of_each(
            [self.filter(point=pk, captured_at__lt=before).order_by("-captured_at")[:limit] for pk in points]
        )
