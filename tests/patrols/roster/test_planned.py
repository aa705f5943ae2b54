"""The duties that a roster is laid for: those that are made, and beyond them what the calendar asks for."""

from datetime import date, time, timedelta

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.calendars.models import Day
from patrols.models import DutyWindow, PatrolPoint
from patrols.roster.planned import planned_duties, slot_of
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_duty, make_point, make_window
from tests.patrols.roster.conftest import MONDAY, TUESDAY, WEDNESDAY


def days(cast: Cast, first: date, last: date) -> list[int]:
    return [duty.on.day for duty in planned_duties(cast.station, first, last)]


def test_ahead_of_the_duties_that_are_made_the_calendar_decides(cast: Cast, window: DutyWindow) -> None:
    with nothing_written():
        assert days(cast, MONDAY, MONDAY + timedelta(days=6)) == [23, 24, 25, 26, 27]


@time_machine.travel(at("2026-09-30 06:00"), tick=False)
def test_a_holiday_has_none_and_a_make_up_saturday_has_some(cast: Cast) -> None:
    make_window(cast.point, weekdays="12345")
    assert days(cast, date(2026, 9, 30), date(2026, 10, 11)) == [30, 8, 9, 10]


def test_the_unit_takes_a_day_away(cast: Cast, window: DutyWindow) -> None:
    Day.objects.create(unit=cast.station, on=TUESDAY, kind=Day.Kind.NO_SCHOOL, reason="雨天")
    assert days(cast, MONDAY, WEDNESDAY) == [23, 25]


def test_where_duties_are_made_they_decide(cast: Cast, window: DutyWindow) -> None:
    PatrolPoint.objects.update(duties_until=WEDNESDAY)
    made = make_duty(window, MONDAY, strength=4)
    make_duty(window, TUESDAY, "cancelled")
    found = planned_duties(cast.station, MONDAY, MONDAY + timedelta(days=4))
    assert [(duty.pk, duty.on.day, duty.strength) for duty in found] == [
        (made.pk, 23, 4), (None, 26, 1), (None, 27, 1),
    ]  # fmt: skip


def test_a_point_that_waits_for_its_making_keeps_what_it_has(cast: Cast, window: DutyWindow) -> None:
    make_duty(window, TUESDAY, "cancelled")
    assert days(cast, MONDAY, WEDNESDAY) == [23, 25]


def test_the_past_is_what_was_made(cast: Cast, window: DutyWindow) -> None:
    earlier = MONDAY - timedelta(days=7)
    made = make_duty(window, earlier)
    found = planned_duties(cast.station, earlier, MONDAY - timedelta(days=1))
    assert [slot_of(duty) for duty in found] == [slot_of(made)]


def test_only_the_units_own_and_only_these_windows(cast: Cast, window: DutyWindow) -> None:
    make_window(make_point(cast.other_station), weekdays="12345")
    other = make_window(cast.point, time(16), time(17), weekdays="12345")
    assert {duty.window for duty in planned_duties(cast.station, MONDAY, MONDAY)} == {window, other}
    assert {duty.window for duty in planned_duties(cast.station, MONDAY, MONDAY, {other.pk})} == {other}


def test_it_asks_as_often_however_many_windows(cast: Cast, window: DutyWindow) -> None:
    with CaptureQueriesContext(connection) as few:
        planned_duties(cast.station, MONDAY, TUESDAY)
    for _ in range(5):
        make_window(make_point(cast.station, schools=[cast.school, cast.other_school]), weekdays="12345")
    with CaptureQueriesContext(connection) as many:
        found = planned_duties(cast.station, MONDAY, TUESDAY)
    assert (len(found), len(many)) == (12, len(few))
