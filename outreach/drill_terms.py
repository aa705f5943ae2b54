"""In which months and quarters a school has to hold an evacuation drill: those that are no holidays."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

from django.db.models import OuterRef, Subquery

from campus_safety.accounts.models import Unit
from campus_safety.calendars.models import Span
from campus_safety.calendars.national import national_day
from campus_safety.local_days import local_day
from campus_safety.rules.catalogue import rule
from campus_safety.rules.rule import Rule
from campus_safety.statistics.periods import Period, month_of
from patrols.models import Outing

MONTHLY, QUARTERLY = "drill_every_schools", "drill_every_kindergartens"
# Where nobody entered terms and breaks.
USUAL_HOLIDAYS = frozenset({7, 8})


def drill_rule(levels: Collection[str], on: date) -> Rule | None:
    """The rule that asks a school of these levels for evacuation drills on a day; of two the stricter. None: no rule.

    教基一厅〔2014〕2号: schools once a month, kindergartens once a quarter.
    """
    for key in (MONTHLY, QUARTERLY):
        try:
            found = rule(key, on)
        except LookupError:
            continue
        if found.binds.intersection(levels):
            return found
    return None


def first_days_of(unit_ids: Collection[int]) -> dict[int, date]:
    """{unit: the day of its first outing, since which it keeps records here}, without those with none. One query."""
    outings = Outing.objects.filter(unit=OuterRef("pk")).order_by("started_at").values("started_at")[:1]
    found = Unit.objects.filter(pk__in=unit_ids).annotate(first=Subquery(outings)).values_list("pk", "first")
    return {pk: local_day(first) for pk, first in found if first}


def drill_period(found: Rule, day: date) -> Period:
    """The calendar month, or the calendar quarter, in which a day lies, as the rule has it."""
    return month_of(day) if found.key == MONTHLY else quarter_of(day)


def quarter_of(day: date) -> Period:
    """The calendar quarter in which a day lies."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return Period(first, month_of(first + timedelta(days=80)).last_day)


def asks_for_a_drill(period: Period, levels: Collection[str], spans: Iterable[Span]) -> bool:
    """Whether a month or quarter has as many school days as the rule `drill_school_days` says. No query.

    `spans` are the terms and breaks of the school's unit. A month that none of them touches is taken for a holiday in
    July and August.
    """
    ours = [span for span in spans if not span.level or span.level in levels]
    least = rule("drill_school_days", period.last_day).value or 0
    return len(list(islice(_school_days(period, ours), least))) == least


def _school_days(period: Period, spans: Sequence[Span]) -> Iterator[date]:
    breaks = [span for span in spans if span.kind == Span.Kind.BREAK]
    known = {month for month in _months(period) if any(_touch(span, month) for span in spans)}
    for number in range((period.last_day - period.first_day).days + 1):
        day = period.first_day + timedelta(days=number)
        is_holiday = day.month in USUAL_HOLIDAYS and month_of(day) not in known
        if not is_holiday and not any(span.first_day <= day <= span.last_day for span in breaks) and _is_workday(day):
            yield day


def _months(period: Period) -> Iterator[Period]:
    month = month_of(period.first_day)
    while month.first_day <= period.last_day:
        yield month
        month = month.after()


def _touch(span: Span, month: Period) -> bool:
    return span.first_day <= month.last_day and span.last_day >= month.first_day


def _is_workday(day: date) -> bool:
    national = national_day(day)
    return national.is_school if national else day.isoweekday() <= 5


def spans_of_units(unit_ids: Collection[int], first: date, last: date) -> dict[int, list[Span]]:
    """{unit: the terms and breaks that hold in it, of its own and of units above}: two queries, however many units."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    above = {unit_id: set(_upwards(unit_id, parents)) for unit_id in unit_ids}
    spans = list(Span.objects.between(first, last).filter(unit_id__in=set().union(*above.values())))
    return {unit_id: [span for span in spans if span.unit_id in units] for unit_id, units in above.items()}


def _upwards(unit_id: int | None, parents: Mapping[int, int | None]) -> Iterator[int]:
    while unit_id is not None:
        yield unit_id
        unit_id = parents.get(unit_id)
