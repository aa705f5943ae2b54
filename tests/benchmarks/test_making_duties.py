"""How long it takes to make the duties of 14 days for 30,000 points, and how much memory: under 60 s and 500 MB."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from time import perf_counter, process_time

import pytest
import time_machine
from auditlog.models import LogEntry
from django.db import connection

from campus_safety.levels import Level
from patrols.actions import make_due_points, make_duties
from patrols.actions.making import DAYS_AHEAD, Made
from patrols.models import Duty, DutyWindow, PatrolPoint
from schools.models import School, SchoolLevel
from tests.factories import PLACE, at, make_unit

UNITS, POINTS_OF_A_UNIT, PAST_DAYS = 100, 300, 10
POINTS = UNITS * POINTS_OF_A_UNIT
LONGEST_S, MOST_MB = 60, 500
TODAY = date(2026, 11, 23)  # a Monday: 11 of its 15 days have school
SCHOOL_DAYS = 11
SPANS = {"arrival": (time(7, 30), time(8)), "dismissal": (time(16, 30), time(17))}
# Every window has been asked for, and visited, on each of the past days.
PAST = """
    INSERT INTO patrols_duty (unit_id, point_id, window_id, "on", starts_at, ends_at, state, visited_at, strength,
                              reason, comment)
    SELECT point.unit_id, point.id, timed.id, day, day + timed.starts_at, day + timed.ends_at, 'done',
           day + timed.starts_at, 1, '', ''
      FROM patrols_dutywindow timed JOIN patrols_patrolpoint point ON point.id = timed.point_id,
           generate_series(%s::date - %s, %s::date - 1, '1 day') day
"""

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city(transactional_db: None) -> Iterator[None]:
    """30,000 points in 100 units, each at a school of its own, with a window at arrival and one at dismissal."""
    units = [make_unit() for _unit in range(UNITS)]
    place = {"latitude": PLACE[0], "longitude": PLACE[1]}
    schools = School.objects.bulk_create(
        School(unit=units[number % UNITS], name=f"{number}", arrives_at=time(8), dismisses_at=time(16, 30), **place)
        for number in range(POINTS)
    )
    SchoolLevel.objects.bulk_create(SchoolLevel(school=school, level=Level.PRIMARY) for school in schools)
    points = PatrolPoint.objects.bulk_create(
        PatrolPoint(unit_id=school.unit_id, code=f"C-{school.pk}", in_force_from=date(2018, 2, 1), **place)
        for school in schools
    )
    pairs = list(zip(points, schools, strict=True))
    serving = PatrolPoint.schools.through
    serving.objects.bulk_create(serving(patrolpoint=point, school=school) for point, school in pairs)
    DutyWindow.objects.bulk_create(_window(point, school, basis) for point, school in pairs for basis in SPANS)
    with connection.cursor() as cursor:
        cursor.execute(PAST, [TODAY, PAST_DAYS, TODAY])
        cursor.execute("ANALYZE")
    with time_machine.travel(at(f"{TODAY} 00:10")):
        yield


def _window(point: PatrolPoint, school: School, basis: str) -> DutyWindow:
    starts_at, ends_at = SPANS[basis]
    before, after = (30, 0) if basis == "arrival" else (0, 30)
    tied = {"basis": basis, "school": school, "before_min": before, "after_min": after}
    return DutyWindow(point=point, occasion=basis, starts_at=starts_at, ends_at=ends_at, **tied)


def _processor_s() -> float:
    """Processor seconds of this process and of the server behind its connection (proc(5), utime and stime)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    ticks = Path(f"/proc/{server}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    return process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _measured(what: str, making: Callable[[], Made]) -> tuple[Made, float, float]:
    """What came of a making, how many seconds it took by the clock, and the peak of memory in MB (proc(5), VmHWM)."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    begun, processor_s = perf_counter(), _processor_s()
    made = making()
    took, busy = perf_counter() - begun, _processor_s() - processor_s
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    peak_mb = int(found[1]) / 1024 if found else 0
    print(f"\n{what}: {took:.1f} s, of which {busy:.1f} s busy, {peak_mb:.0f} MB, {made}")
    return made, took, peak_mb


def test_two_weeks_of_duties(city: None) -> None:
    until, past = TODAY + timedelta(days=DAYS_AHEAD), Duty.objects.count()

    made, took_s, peak_mb = _measured("two weeks", lambda: make_duties(first=TODAY, until=until))
    entries = LogEntry.objects.filter(content_type__model="dutyrun").count()
    again, _took, _peak = _measured("the same again", lambda: make_duties(first=TODAY, until=until))
    night = at(f"{TODAY + timedelta(days=1)} 00:10")
    with time_machine.travel(night):
        next_day, _took, _peak = _measured("the next night", lambda: make_due_points(at=night, budget_s=600))

    assert made == Made(points=POINTS, made=POINTS * len(SPANS) * SCHOOL_DAYS)
    assert (again, next_day) == (Made(points=POINTS), Made(points=POINTS, made=POINTS * len(SPANS)))
    assert (entries, Duty.objects.count()) == (1, past + made.made + next_day.made)
    assert (took_s < LONGEST_S, peak_mb < MOST_MB) == (True, True)
