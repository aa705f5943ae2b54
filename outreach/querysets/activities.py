"""Reading activities, what their schools say of them, and the measures that they serve."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Sum

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.statistics.periods import Period
from outreach.states.activities import TOOK_PLACE, ActivityState

# At these people learn something: the values of `Activity.Kind`.
EDUCATES = ("lecture", "drill", "open_day")
# Class hours are kept to the tenth; a sum of SQLite's has more digits.
TENTH = Decimal("0.1")

if TYPE_CHECKING:
    from outreach.models import Activity, ActivityPhoto, ActivitySchool, Measure


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those with the own school; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(schools__principalships__user=user)
        return self.none()

    def took_place(self) -> Self:
        """Those that were held, confirmed or not: they count."""
        return self.filter(state__in=TOOK_PLACE)

    def held_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those of these units that began in the period and took place."""
        begun = self.filter(unit_id__in=unit_ids, starts_at__gte=period.starts_at, starts_at__lt=period.ends_at)
        return begun.took_place()

    def class_hours(self) -> Decimal:
        """Their class hours together, each activity once."""
        total: Decimal = self.order_by().aggregate(total=Sum("class_hours", default=Decimal(0)))["total"]
        return total.quantize(TENTH)

    def not_cancelled(self) -> Self:
        """Those that took place or are to."""
        return self.exclude(state=ActivityState.CANCELLED)

    def class_hours_on(self, day: date, officer_ids: Collection[int]) -> dict[int, Decimal]:
        """{officer: class hours} of those that begin on a day; officers without any are left out. One query."""
        span = Period(day, day)
        begun = self.filter(starts_at__gte=span.starts_at, starts_at__lt=span.ends_at, officers__in=officer_ids)
        return dict(begun.order_by().values_list("officers").annotate(hours=Sum("class_hours", default=Decimal(0))))

    def educating(self) -> Self:
        """Lectures, drills and open days: at those people learn something."""
        return self.filter(kind__in=EDUCATES)

    def people_educated(self) -> int:
        """Children and staff at those that educate (受教育师生人次)."""
        heads = Sum(F("children") + F("staff"), default=0)
        total: int = self.educating().order_by().aggregate(total=heads)["total"]
        return total

    def planned(self) -> Self:
        """Those that are still to be held."""
        return self.filter(state=ActivityState.PLANNED)


class ActivitySchoolQuerySet(models.QuerySet["ActivitySchool"]):
    """Schools of activities."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal the own school's."""
        if is_officer(user):
            return self.filter(activity__unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def unanswered(self) -> Self:
        """Those that took place and of which the school has said nothing yet."""
        return self.filter(activity__state__in=TOOK_PLACE, answer="")


class ActivityPhotoQuerySet(models.QuerySet["ActivityPhoto"]):
    """Photos of activities."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those of activities with the own school."""
        if is_officer(user):
            return self.filter(activity__unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(activity__schools__principalships__user=user)
        return self.none()


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Measures, the same for all units."""

    def in_use(self) -> Self:
        """Those that an activity can still be said to serve."""
        return self.filter(is_active=True)
