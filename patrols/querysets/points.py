"""Reading patrol points."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, F, Q

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal

if TYPE_CHECKING:
    from patrols.models import PatrolPoint
    from schools.models import School


def in_force_on(day: date, path: str = "") -> Q:
    """That a point must be patrolled on `day`; `path` leads to the point, as in `point__`."""
    endless, lasting = Q(**{f"{path}in_force_until": None}), Q(**{f"{path}in_force_until__gte": day})
    return (endless | lasting) & Q(**{f"{path}in_force_from__lte": day})


class PatrolPointQuerySet(models.QuerySet["PatrolPoint"]):
    """Patrol points."""

    def visible_to(self, user: User) -> Self:
        """The points of the user's units; for a principal those of the own school; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(schools__principalships__user=user)
        return self.none()

    def in_force(self, day: date) -> Self:
        """Points that must be patrolled on `day`."""
        return self.filter(in_force_on(day))

    def public(self, day: date) -> Self:
        """What everybody may know of: published and in force."""
        return self.in_force(day).filter(is_published=True)

    def to_make(self, until: date) -> Self:
        """Points without their duties up to `until` (an index covers it): what has changed first, then the oldest."""
        waiting = self.filter(Q(duties_until=None) | Q(duties_until__lt=until))
        return waiting.order_by(F("duties_until").asc(nulls_first=True), "unit", "pk")

    def serving_exactly(self, schools: "Collection[School]") -> Self:
        """Points that serve these schools and no other."""
        counted = self.alias(served=Count("schools"), these=Count("schools", filter=Q(schools__in=schools)))
        return counted.filter(served=len(schools), these=len(schools))

    def for_map(self) -> Self:
        """With unit and schools, in two queries."""
        return self.select_related("unit").prefetch_related("schools__levels")
