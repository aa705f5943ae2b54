"""Which duties windows ask for: points × windows × school days. Pure: it reads rows that were fetched before."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

from campus_safety.calendars.deciding import Calendar, DayFact, OwnDay
from campus_safety.levels import Level
from patrols.models import DutyWindow, PatrolPoint
from patrols.window_times import span_of
from schools.models import School


class Asked(NamedTuple):
    """One window on one day: its span, and how many officers it asks for."""

    on: date
    starts_at: datetime
    ends_at: datetime
    strength: int

    def overlaps(self, other: "Asked") -> bool:
        """Whether one visit would fall into both."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


class SchoolDays:
    """The school days of a unit and its schools.

    Windows of the same shape at schools that say nothing of their days ask for the same: that is worked out once.
    """

    def __init__(
        self,
        calendar: Calendar,
        own_days: Mapping[tuple[int, date], OwnDay],
        levels: Mapping[int, frozenset[str]],
    ) -> None:
        """The unit's calendar, {(school, day): what the school says of it}, {school: its levels}."""
        self.calendar, self.own_days, self.levels = calendar, own_days, levels
        self._departing = {school for school, _on in own_days}
        self._worked_out: dict[Hashable, Sequence[Asked]] = {}

    def asked_by(
        self, window: DutyWindow, schools: Sequence[School] | None, first: date, last: date
    ) -> Iterable[Asked]:
        """What a window that goes by these schools, or (None) by the unit's calendar, asks for in a span of days."""
        if schools is not None and any(school.pk in self._departing for school in schools):
            return self._work_out(window, schools, first, last)
        levels = None if schools is None else tuple(self.levels[school.pk] for school in schools)
        days = window.follows_calendar, window.weekdays, first, last
        shape = levels, days, span_of(window), window.strength, window.is_doubled
        if shape not in self._worked_out:
            self._worked_out[shape] = list(self._work_out(window, schools, first, last))
        return self._worked_out[shape]

    def _work_out(
        self, window: DutyWindow, schools: Sequence[School] | None, first: date, last: date
    ) -> Iterator[Asked]:
        on = max(first, self.calendar.first)
        while on <= min(last, self.calendar.last):
            facts = [fact for fact in self._facts(schools, on) if _applies(window, fact)]
            own = None if window.school_id is None else self.own_days.get((window.school_id, on))
            span = span_of(window, own) if facts else None
            if span is not None:
                is_doubled = window.is_doubled and any(fact.edge for fact in facts)
                yield Asked(on, _moment(on, span[0]), _moment(on, span[1]), window.strength * (1 + is_doubled))
            on += timedelta(days=1)

    def _facts(self, schools: Sequence[School] | None, on: date) -> list[DayFact]:
        """What the day is to each of the schools."""
        if schools is None:
            return [self.calendar.fact(on, Level.values)]
        return [self.calendar.fact(on, self.levels[one.pk], self.own_days.get((one.pk, on))) for one in schools]


def asked_of(
    point: PatrolPoint, windows: Iterable[DutyWindow], schools: Sequence[School], days: SchoolDays
) -> Iterator[tuple[DutyWindow, Asked]]:
    """What the windows of a point that serves these schools ask for.

    A window on school days applies where a school of the point that is open has school, and a day whose timetable
    holds is among its weekdays; a tied one goes by its own school alone; at a point without schools the unit's calendar
    decides. Any other applies on its weekdays whatever the calendar says. A closed school has no tied windows.

    No visit is due twice: of two that overlap (a make-up day that names no weekday has the timetables of all, and a
    school's times may move) the earlier one stands.
    """
    taken: defaultdict[date, list[Asked]] = defaultdict(list)
    for window in sorted(windows, key=lambda window: (window.starts_at, window.pk)):
        first = max(point.in_force_from, window.in_force_from or date.min)
        last = min(point.in_force_until or date.max, window.in_force_until or date.max)
        for asked in days.asked_by(window, _goes_by(window, schools), first, last):
            if not any(asked.overlaps(other) for other in taken[asked.on]):
                taken[asked.on].append(asked)
                yield window, asked


def _goes_by(window: DutyWindow, schools: Sequence[School]) -> Sequence[School] | None:
    """The schools whose days decide; None if the unit's calendar does."""
    if window.school is not None:
        return [window.school] if window.school.is_open else []
    if schools and window.follows_calendar:
        return [school for school in schools if school.is_open]
    return None


def _applies(window: DutyWindow, fact: DayFact) -> bool:
    """Whether one of the window's weekdays is among those whose timetable holds, or is the day's own."""
    weekdays = fact.weekdays if window.follows_calendar else str(fact.on.isoweekday())
    return not set(window.weekdays).isdisjoint(weekdays)


@lru_cache(maxsize=4096)
def _moment(on: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, clock), timezone.get_default_timezone()).astimezone(UTC)
