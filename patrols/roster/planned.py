"""The duties that a roster is laid for: those that are made and, beyond them, those that will be."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from campus_safety.accounts.models import Unit
from campus_safety.calendars.deciding import calendar_for
from patrols.models import Duty, DutyWindow, PatrolPoint, RosterEntry
from patrols.states import DutyState
from patrols.timetable import SchoolDays, asked_of
from schools.own_days import own_days_of

# One window on one day: what an entry of the roster is about.
Slot = tuple[int, date]
# From when until when.
Span = tuple[datetime, datetime]
A_DAY = timedelta(days=1)


def planned_duties(unit: Unit, first: date, last: date, windows: Collection[int] | None = None) -> list[Duty]:
    """The duties of a unit's points on the days of a span, both included, by time and code; the cancelled left out.

    Where a point's duties are made, these stand; from the day after on, unsaved ones stand for what its windows will
    ask for, by the calendar as it is known today. With `windows`, only duties in these. A constant number of queries.
    """
    made = Duty.objects.filter(unit=unit, on__range=(first, last)).select_related("point", "window")
    if windows is not None:
        made = made.filter(window__in=windows)
    found = by_slot(made)
    for duty in _ahead(unit, first, last, windows):
        found.setdefault(slot_of(duty), duty)
    stands = [duty for duty in found.values() if duty.state != DutyState.CANCELLED]
    return sorted(stands, key=lambda duty: (duty.starts_at, duty.ends_at, duty.point.code))


def _ahead(unit: Unit, first: date, last: date, windows: Collection[int] | None) -> Iterator[Duty]:
    """What will be asked for after the days whose duties are made."""
    today = timezone.localdate()
    points = PatrolPoint.objects.filter(unit=unit)
    if windows is not None:
        points = points.filter(windows__in=windows).distinct()
    begins = {
        point: max(first, today, (point.duties_until or today - A_DAY) + A_DAY)
        for point in points.prefetch_related("schools__levels")
    }
    waiting = [point for point, begin in begins.items() if begin <= last]
    if not waiting:
        return
    first = min(begins[point] for point in waiting)
    by_point = _windows_of(waiting, first, last, windows)
    days = _school_days(unit, waiting, by_point, first, last)
    for point in waiting:
        for window, asked in asked_of(point, by_point[point.pk], list(point.schools.all()), days):
            if asked.on >= begins[point]:
                yield Duty(unit_id=unit.pk, point=point, window=window, **asked._asdict())


def _windows_of(
    points: Sequence[PatrolPoint], first: date, last: date, windows: Collection[int] | None
) -> dict[int, list[DutyWindow]]:
    rows = DutyWindow.objects.filter(point__in=points).in_force_between(first, last)
    if windows is not None:
        rows = rows.filter(pk__in=windows)
    found: defaultdict[int, list[DutyWindow]] = defaultdict(list)
    for window in rows.select_related("school").prefetch_related("school__levels"):
        found[window.point_id].append(window)
    return found


def _school_days(
    unit: Unit, points: Sequence[PatrolPoint], windows: dict[int, list[DutyWindow]], first: date, last: date
) -> SchoolDays:
    schools = {school.pk: school for point in points for school in point.schools.all()}
    schools |= {window.school.pk: window.school for each in windows.values() for window in each if window.school}
    levels = {pk: frozenset(row.level for row in school.levels.all()) for pk, school in schools.items()}
    return SchoolDays(calendar_for(unit, first, last), own_days_of(schools, first, last), levels)


def slot_of(row: Duty | RosterEntry) -> Slot:
    """The window and day of a duty or of an entry."""
    return row.window_id, row.on


def by_slot(duties: Iterable[Duty]) -> dict[Slot, Duty]:
    """The duties by window and day."""
    return {slot_of(duty): duty for duty in duties}
