"""Days without an incident (零发案天数): how long nothing has happened at a school, or in all of a unit.

Counted are whole days in Asia/Shanghai since the last day of the latest case, on campus or off, that was neither
refused nor withdrawn. Where there is none they are counted from the first day of which the station knows anything: its
first case, or the day from which its first patrol point was in force.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Min, OuterRef, QuerySet, Subquery, Window

from campus_safety.accounts.models import Unit
from campus_safety.local_days import local_day
from incidents.models import Case
from incidents.querysets import CaseQuerySet
from patrols.models import PatrolPoint
from schools.models import School


@dataclass(frozen=True, slots=True)
class QuietDays:
    """So many days since a day: that of the last case, or, with `is_since_record`, the first that is on record."""

    days: int
    since: date
    is_since_record: bool


@dataclass(frozen=True, slots=True)
class QuietSchools:
    """The schools that had a case last, each with its days; how many more had one, and how many never had."""

    latest: Sequence[tuple[School, QuietDays]]
    more: int
    without: int


def quiet_days_of_unit(unit_ids: Collection[int], at: datetime) -> QuietDays | None:
    """Days without an incident in all of these units up to `at`; None if nothing is on record. At most 3 queries."""
    units = Unit.objects.filter(pk__in=unit_ids).annotate(last=_last_of("unit", at))
    if last := units.aggregate(Max("last"))["last__max"]:
        return _since(local_day(last), at)
    first_days = _first_days(unit_ids, at)
    return _since(min(first_days.values()), at, is_record=True) if first_days else None


def schools_by_last_case(schools: QuerySet[School], at: datetime, limit: int) -> QuietSchools:
    """Of these schools those that had a case last, `limit` at most, the last one first: one query."""
    dated = schools.order_by().annotate(last=_last_of("school", at))
    numbered = dated.annotate(number=Window(Count("pk")), with_case=Window(Count("last")))
    found = list(numbered.select_related("unit").order_by(F("last").desc(nulls_last=True), "pk")[:limit])
    latest = [(school, _since(local_day(school.last), at)) for school in found if school.last]
    number, with_case = (found[0].number, found[0].with_case) if found else (0, 0)
    return QuietSchools(latest, more=with_case - len(latest), without=number - with_case)


def quiet_days_of_schools(schools: Iterable[School], at: datetime) -> dict[int, QuietDays]:
    """{key of school: days without an incident up to `at`}; without those of a unit of which nothing is on record.

    Three queries at most, however many schools.
    """
    unit_of = {school.pk: school.unit_id for school in schools}
    last = dict(_until(at).filter(school_id__in=unit_of).values_list("school_id").annotate(last=Max("occurred_until")))
    first_days = _first_days({unit_id for pk, unit_id in unit_of.items() if pk not in last}, at)
    found = {pk: _since(local_day(moment), at) for pk, moment in last.items()}
    for pk, unit_id in unit_of.items():
        if pk not in last and unit_id in first_days:
            found[pk] = _since(first_days[unit_id], at, is_record=True)
    return found


def _last_of(whose: str, at: datetime) -> Subquery:
    """When the last case of a school or unit was over: read from an index, however many cases there are."""
    return Subquery(
        _until(at).filter(**{whose: OuterRef("pk")}).order_by("-occurred_until").values("occurred_until")[:1]
    )


def _until(at: datetime) -> CaseQuerySet:
    return Case.objects.counted().filter(occurred_until__lte=at).order_by()


def _first_days(unit_ids: Collection[int], at: datetime) -> dict[int, date]:
    """{key of unit: the first day of which there is a case or a patrol point}: two queries, none for no unit."""
    cases = _until(at).filter(unit_id__in=unit_ids).values_list("unit_id").annotate(first=Min("occurred_from"))
    points = PatrolPoint.objects.filter(unit_id__in=unit_ids, in_force_from__lte=local_day(at)).order_by()
    known: dict[int, date] = dict(points.values_list("unit_id").annotate(first=Min("in_force_from")))
    for unit_id, moment in cases:
        known[unit_id] = min(local_day(moment), known.get(unit_id, date.max))
    return known


def _since(day: date, at: datetime, *, is_record: bool = False) -> QuietDays:
    return QuietDays((local_day(at) - day).days, day, is_record)
