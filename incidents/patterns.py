"""When and where cases happen: counts by hour and weekday, by time, category, event and place.

A case counts once, in the hour, on the weekday and in the month in Asia/Shanghai in which it began. Of one that may
have happened at any time of a day or longer nobody knows hour and weekday: it is out of these two.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from django.utils import timezone

from incidents.querysets import CaseQuerySet
from incidents.querysets.cases import A_DAY
from incidents.states import CLEARED_UP

# A year that begins within a month has parts of 13; of more the years are counted.
MOST_MONTHS = 13


@dataclass(frozen=True, slots=True)
class Place:
    """At a school, off campus near one that it concerns, or off campus (no school)."""

    school_id: int | None
    is_off_campus: bool


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What counts of one case; the moments are aware."""

    began_at: datetime
    ended_at: datetime
    state: str
    category_id: int
    event: str
    place: Place


@dataclass(slots=True)
class Pattern:
    """How many cases there are, and how many of each kind."""

    total: int = 0
    solved: int = 0
    # (ISO weekday, hour from 0 to 23), where they are known
    by_hour: Counter[tuple[int, int]] = field(default_factory=Counter)
    # the first day of the month
    by_month: Counter[date] = field(default_factory=Counter)
    by_category: Counter[int] = field(default_factory=Counter)
    by_event: Counter[str] = field(default_factory=Counter)
    by_place: Counter[Place] = field(default_factory=Counter)

    @property
    def timed(self) -> int:
        """Of how many the hour is known."""
        return self.by_hour.total()

    @property
    def by_weekday(self) -> Counter[int]:
        """How many on each day of the week."""
        return self._summed(0)

    @property
    def by_hour_of_day(self) -> Counter[int]:
        """How many in each hour, whatever the day."""
        return self._summed(1)

    def _summed(self, part: int) -> Counter[int]:
        found = Counter[int]()
        for key, number in self.by_hour.items():
            found[key[part]] += number
        return found

    def add(self, each: Occurrence) -> None:
        """Count one more."""
        began = timezone.localtime(each.began_at, timezone.get_default_timezone())
        self.total += 1
        self.solved += each.state in CLEARED_UP
        if each.ended_at - each.began_at < A_DAY:
            self.by_hour[began.isoweekday(), began.hour] += 1
        self.by_month[date(began.year, began.month, 1)] += 1
        self.by_category[each.category_id] += 1
        self.by_event[each.event] += 1
        self.by_place[each.place] += 1


def pattern_of(occurrences: Iterable[Occurrence]) -> Pattern:
    """The counts of these."""
    found = Pattern()
    for each in occurrences:
        found.add(each)
    return found


def occurrences_of(cases: CaseQuerySet) -> Iterable[Occurrence]:
    """What counts of each of the cases, one at a time: one query."""
    names = ("occurred_from", "occurred_until", "state", "category_id", "event", "school_id", "is_off_campus")
    for began_at, ended_at, state, category_id, event, school_id, is_off_campus in (
        cases.order_by().values_list(*names).iterator(chunk_size=2000)
    ):
        yield Occurrence(began_at, ended_at, state, category_id, event, Place(school_id, is_off_campus))


def spans_of(by_month: Counter[date]) -> list[tuple[date, date, int]]:
    """(first day, first day after, how many) of each month from the first to the last that has any.

    Of more than 13 months: of each year.
    """
    if not by_month:
        return []
    first, last = min(by_month), max(by_month)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if months > MOST_MONTHS:
        years = range(first.year, last.year + 1)
        return [(date(year, 1, 1), date(year + 1, 1, 1), _in_year(by_month, year)) for year in years]
    starts = [_month(first, number) for number in range(months + 1)]
    return [(start, following, by_month[start]) for start, following in pairwise(starts)]


def _month(first: date, later: int) -> date:
    return date(first.year + (first.month - 1 + later) // 12, (first.month - 1 + later) % 12 + 1, 1)


def _in_year(by_month: Counter[date], year: int) -> int:
    return sum(number for month, number in by_month.items() if month.year == year)
