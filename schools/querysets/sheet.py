"""Reading inspections and the results of their items."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.statistics.periods import Period

if TYPE_CHECKING:
    from schools.models import Inspection, ItemResult, School


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Inspections, and self-checks of the schools."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal the own school's, and of police's the finished ones only."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            own = self.filter(school__principalships__user=user)
            return own.filter(models.Q(by_school=True) | models.Q(finished_at__isnull=False))
        return self.none()

    def by_police(self) -> Self:
        """Without the self-checks."""
        return self.filter(by_school=False)

    def open(self) -> Self:
        """Those that are still being filled in."""
        return self.filter(finished_at=None)

    def finished(self) -> Self:
        """Those that count."""
        return self.filter(finished_at__isnull=False)

    def of_units(self, unit_ids: Collection[int], period: Period) -> Self:
        """Police's inspections at these units' schools that were finished in the period (an index covers it)."""
        return self.filter(
            unit_id__in=unit_ids, by_school=False, finished_at__gte=period.starts_at, finished_at__lt=period.ends_at
        )

    def awaiting_reply(self) -> Self:
        """Those to which the school has objected, and police have said nothing to that yet."""
        return self.filter(answer="objected", replied_at=None)

    def awaiting_answer(self) -> Self:
        """Those of police that the school has neither confirmed nor objected to."""
        return self.by_police().finished().filter(answer="")


class ItemResultQuerySet(models.QuerySet["ItemResult"]):
    """Results of items."""

    def sheet_of(self, school: "School") -> Self:
        """The current result of every item, police's and the school's own, each with its inspection and who made it."""
        return self.filter(school=school, is_current=True).select_related("inspection__inspector")

    def sheets_of_units(self, unit_ids: Collection[int]) -> Self:
        """Police's current results at the open schools of these units."""
        return self.filter(school__unit_id__in=unit_ids, school__is_open=True, by_school=False, is_current=True)
