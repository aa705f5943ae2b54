"""Which of the measures by which the station serves its schools (服务学校29条) have evidence in a period."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from campus_safety.statistics.periods import Period
from outreach.models import Activity, Measure


@dataclass(frozen=True, slots=True)
class Evidence:
    """A measure, and how many activities that took place served it."""

    measure: Measure
    activities: int

    @property
    def counts(self) -> bool:
        """Whether it is in use and has evidence."""
        return self.measure.is_active and self.activities > 0


def served(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """What activities of these units that took place in the period served: a row for each measure in use of each."""
    held = Activity.objects.held_in(unit_ids, period).order_by().values("pk")
    return Activity.measures.through.objects.filter(activity__in=held, measure__is_active=True)


def evidence_of(unit_ids: Collection[int], period: Period) -> list[Evidence]:
    """Every measure with its evidence in these units: those in use without any first, then by number. Two queries."""
    held = Activity.objects.held_in(unit_ids, period).filter(measures__isnull=False).order_by()
    served: dict[int, int] = dict(held.values_list("measures").annotate(Count("pk")))
    found = [Evidence(measure, served.get(measure.pk, 0)) for measure in Measure.objects.order_by("number")]
    return sorted(found, key=lambda each: (not each.measure.is_active, each.activities > 0))
