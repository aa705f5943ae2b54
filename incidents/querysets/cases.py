"""Reading cases."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.geo.places import Box
from campus_safety.statistics.dimensions import hour_of
from campus_safety.statistics.periods import Period
from incidents.states import NO_CASE, WORKED_ON, CaseState

if TYPE_CHECKING:
    from incidents.models import Case

A_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)
WITHIN_A_DAY = models.Q(occurred_until__lt=models.F("occurred_from") + A_DAY)
# The hour of the day in Asia/Shanghai in which a case began, 0 to 23; null where nobody knows it.
HOUR_OF_CASE = models.Case(models.When(WITHIN_A_DAY, then=hour_of("occurred_from")), default=None)


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those that concern the own school; for others none, nor a count.

        What a principal sees of one is less: see `incidents.permissions`.
        """
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def with_names(self) -> Self:
        """With what a list or a page says of them by name: category, school, lead officer, unit."""
        return self.select_related("category", "school__unit", "lead", "unit")

    def counted(self) -> Self:
        """Those that count: what was not accepted or withdrawn was no case."""
        return self.exclude(state__in=NO_CASE)

    def reported_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those of these units that were reported in the period and count."""
        reported = self.filter(unit_id__in=unit_ids, reported_at__gte=period.starts_at, reported_at__lt=period.ends_at)
        return reported.counted()

    def solved_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those of these units that were solved in the period, whenever they were reported."""
        return self.filter(unit_id__in=unit_ids, solved_at__gte=period.starts_at, solved_at__lt=period.ends_at)

    def undecided(self) -> Self:
        """Reports that the station has not decided yet."""
        return self.filter(state=CaseState.REPORTED)

    def due_by(self, day: date) -> Self:
        """Those that are worked on and are to be solved by this day or were before it."""
        return self.filter(state__in=WORKED_ON, due_on__lte=day)

    def overdue(self, today: date) -> Self:
        """Those that are worked on and were to be solved before today."""
        return self.due_by(today - timedelta(days=1))

    def with_hour(self) -> Self:
        """Those that were over within a day: of the others nobody knows the hour, nor the weekday."""
        return self.filter(WITHIN_A_DAY)

    def in_hours(self, hours: Collection[int]) -> Self:
        """Those that began in one of these hours of the day (0 to 23) in Asia/Shanghai, as far as it is known."""
        return self.alias(hour=HOUR_OF_CASE).filter(hour__in=hours)

    def with_spot(self) -> Self:
        """Those that have a place on the map: their own, or, on campus without one, that of the school."""
        return self.filter(models.Q(latitude__isnull=False) | models.Q(is_off_campus=False))

    def within(self, box: Box) -> Self:
        """Those whose place on the map (see `with_spot`) lies inside a box of degrees."""
        latitudes, longitudes = (box.south, box.north), (box.west, box.east)
        own = models.Q(latitude__range=latitudes, longitude__range=longitudes)
        of_school = models.Q(school__latitude__range=latitudes, school__longitude__range=longitudes)
        return self.filter(own | of_school & models.Q(latitude__isnull=True, is_off_campus=False))

    def around(self, case: "Case") -> Self:
        """The others that count and began within 365 days before or after a case."""
        span = (case.occurred_from - A_YEAR, case.occurred_from + A_YEAR)
        return self.counted().filter(occurred_from__range=span).exclude(pk=case.pk)
