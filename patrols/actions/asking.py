"""What the windows of some points ask for, read from the database: many points in few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from campus_safety.accounts.models import Unit
from campus_safety.calendars.deciding import Calendar, calendar_for
from patrols.ladder import step_after
from patrols.minutes import suggested_minute
from patrols.models import DutyWindow, PatrolPoint
from patrols.timetable import SchoolDays, asked_of
from patrols.window_times import span_of
from schools.models import School, SchoolLevel
from schools.own_days import own_days_of


@dataclass(frozen=True, slots=True)
class Making:
    """What holds for a whole making: its days, the moment of it, the secrets of the days to come.

    With `not_before` nothing is asked for that is over by then.
    """

    first: date
    until: date
    at: datetime
    not_before: datetime | None
    secrets: Mapping[date, str]
    _calendars: dict[int, Calendar] = field(default_factory=dict)
    _steps: dict[tuple[date, datetime, datetime], datetime | None] = field(default_factory=dict)

    def calendar_of(self, unit_id: int) -> Calendar:
        """The unit's calendar, read once: who changes it meanwhile waits for the points, and marks them afterwards."""
        if unit_id not in self._calendars:
            self._calendars[unit_id] = calendar_for(Unit.objects.get(pk=unit_id), self.first, self.until)
        return self._calendars[unit_id]

    def first_step(self, on: date, starts_at: datetime, ends_at: datetime) -> datetime | None:
        """When the ladder of such a duty begins, worked out once: many share their times."""
        key = (on, starts_at, ends_at)
        if key not in self._steps:
            self._steps[key] = step_after(starts_at, ends_at, on, self.at)
        return self._steps[key]


class Wanted(NamedTuple):
    """A duty as it should be, by the columns in which new ones differ."""

    unit_id: int
    point_id: int
    window_id: int
    on: date
    starts_at: datetime
    ends_at: datetime
    strength: int
    suggested_at: datetime | None
    next_step_at: datetime | None


def duties_wanted(points: Sequence[int], making: Making) -> Iterator[Wanted]:
    """What the windows of these points ask for and is not over: six queries, and those of their units' calendars.

    The usual times that stand on tied windows are brought up to date.
    """
    windows = list(DutyWindow.objects.filter(point__in=points).in_force_between(making.first, making.until))
    schools_of = _schools_of(points, windows)
    _refresh(windows)
    by_point: defaultdict[int, list[DutyWindow]] = defaultdict(list)
    for window in windows:
        by_point[window.point_id].append(window)
    ids = {school.pk for schools in schools_of.values() for school in schools}
    ids |= {window.school_id for window in windows if window.school_id is not None}
    own_days, levels = own_days_of(ids, making.first, making.until), _levels_of(ids)
    days: dict[int, SchoolDays] = {}
    for point in PatrolPoint.objects.filter(pk__in=points).only("unit_id", "code", "in_force_from", "in_force_until"):
        if point.unit_id not in days:
            days[point.unit_id] = SchoolDays(making.calendar_of(point.unit_id), own_days, levels)
        for window, asked in asked_of(point, by_point[point.pk], schools_of[point.pk], days[point.unit_id]):
            on, starts_at, ends_at, strength = asked
            if making.not_before is None or ends_at > making.not_before:
                secret = making.secrets.get(on)
                minute = suggested_minute(secret, point.code, window.id, on, starts_at, ends_at) if secret else None
                step = making.first_step(on, starts_at, ends_at)
                yield Wanted(point.unit_id, point.id, window.id, on, starts_at, ends_at, strength, minute, step)


def _schools_of(points: Sequence[int], windows: Collection[DutyWindow]) -> Mapping[int, list[School]]:
    """{point id: the schools it serves}; tied windows are given theirs."""
    links = PatrolPoint.schools.through.objects.filter(patrolpoint__in=points)
    served = list(links.order_by("pk").values_list("patrolpoint_id", "school_id"))
    tied = [window for window in windows if window.school_id is not None]
    needed = School.objects.only("arrives_at", "dismisses_at", "is_open")
    schools = needed.in_bulk({school for _point, school in served} | {window.school_id for window in tied})
    for window in tied:
        window.school = schools[window.school_id]
    found: defaultdict[int, list[School]] = defaultdict(list)
    for point, school in served:
        found[point].append(schools[school])
    return found


def _levels_of(schools: Collection[int]) -> Mapping[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for school, level in SchoolLevel.objects.filter(school__in=schools).order_by().values_list("school_id", "level"):
        found[school].add(level)
    return {school: frozenset(found[school]) for school in schools}


def _refresh(windows: Collection[DutyWindow]) -> None:
    for window in windows:
        usual = span_of(window)
        if usual is not None and usual != (window.starts_at, window.ends_at):
            window.starts_at, window.ends_at = usual
            window.save(update_fields=["starts_at", "ends_at"])
