"""On which days duties are made, at what times and of what strength: on the real days of 2026."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine

from campus_safety.calendars.models import Day, Span
from campus_safety.levels import Level
from patrols.actions import make_duties
from patrols.models import Duty, DutyWindow, PatrolPoint
from schools.models import School, SchoolDay
from tests.cast import Cast
from tests.factories import at, make_point, make_school, make_window
from tests.factories.calendars import make_day, make_school_day, make_span

FIRST, LAST = date(2026, 9, 28), date(2026, 10, 12)  # Mondays
HOLIDAYS = [date(2026, 10, day) for day in range(1, 8)]  # National Day; the 7th is a Wednesday
MAKE_UP_SATURDAY, SUNDAY = date(2026, 10, 10), date(2026, 10, 11)


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    """It is Monday, 28 September 2026, 06:00."""
    with time_machine.travel(at("2026-09-28 06:00"), tick=False):
        yield


@pytest.fixture
def school(cast: Cast) -> School:
    """A kindergarten from 08:00 to 16:30, at the point SPQ-01."""
    cast.school.arrives_at, cast.school.dismisses_at = time(8), time(16, 30)
    cast.school.save()
    return cast.school


def tied(point: PatrolPoint, school: School, basis: str = "dismissal", **fields: Any) -> DutyWindow:
    """A window from half an hour before the school's time to half an hour after it, on school days."""
    values: dict[str, Any] = {
        "basis": basis,
        "school": school,
        "before_min": 30,
        "after_min": 30,
        "weekdays": "12345",
    } | fields
    return make_window(point, **values)


def test_a_make_up_day_asks_for_one_of_two_windows_that_stand_in_for_each_other(cast: Cast) -> None:
    make_window(cast.point, time(16), time(16, 30), weekdays="1234")
    early = make_window(cast.point, time(15, 50), time(16, 20), weekdays="5")

    make_duties(first=MAKE_UP_SATURDAY, until=MAKE_UP_SATURDAY)

    assert [duty.window for duty in Duty.objects.all()] == [early]


def made() -> list[date]:
    """The days that have duties, once they are made."""
    make_duties(first=FIRST, until=LAST)
    return [duty.on for duty in Duty.objects.order_by("on")]


def spans() -> dict[date, tuple[str, str]]:
    """From when until when the duty of each day is, by the clock."""
    make_duties(first=FIRST, until=LAST)
    zone = timedelta(hours=8)
    return {duty.on: (f"{duty.starts_at + zone:%H:%M}", f"{duty.ends_at + zone:%H:%M}") for duty in Duty.objects.all()}


def test_a_make_up_saturday_has_duties_and_a_holiday_wednesday_has_none(cast: Cast) -> None:
    make_window(cast.point, weekdays="12345")

    days = made()

    assert MAKE_UP_SATURDAY in days
    assert not set(days) & {*HOLIDAYS, SUNDAY}
    assert days == [date(2026, 9, 28), date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9),
                    MAKE_UP_SATURDAY, LAST]  # fmt: skip


def test_a_window_of_some_weekdays_follows_the_timetable_of_a_make_up_day(cast: Cast) -> None:
    make_window(cast.point, weekdays="3")
    make_day(cast.station, MAKE_UP_SATURDAY, Day.Kind.SCHOOL, follows_weekday=3, reason="补周三的课")

    assert made() == [date(2026, 9, 30), MAKE_UP_SATURDAY]


def test_a_window_whatever_the_calendar_says_applies_on_its_weekdays(cast: Cast) -> None:
    make_window(cast.point, weekdays="67", follows_calendar=False)
    make_day(cast.station, SUNDAY)

    assert made() == [date(2026, 10, 3), date(2026, 10, 4), MAKE_UP_SATURDAY, SUNDAY]


def test_early_dismissal_moves_a_tied_window_on_that_day_alone(cast: Cast, school: School) -> None:
    tied(cast.point, school)
    make_school_day(cast.officer, school, date(2026, 9, 30), dismisses_at=time(11, 30))

    found = spans()

    assert found.pop(date(2026, 9, 30)) == ("11:00", "12:00")
    assert set(found.values()) == {("16:00", "17:00")}


def test_early_dismissal_leaves_arrival_and_fixed_windows_alone(cast: Cast, school: School) -> None:
    tied(cast.point, school, "arrival")
    make_school_day(cast.officer, school, date(2026, 9, 30), dismisses_at=time(11, 30))

    assert set(spans().values()) == {("07:30", "08:30")}


def test_a_sports_day_without_school_has_no_duties(cast: Cast, school: School) -> None:
    tied(cast.point, school)
    make_window(cast.point, time(12), time(13))
    make_school_day(cast.officer, school, date(2026, 9, 30), kind=SchoolDay.Kind.CLOSED, dismisses_at=None)

    assert date(2026, 9, 30) not in made()


def test_a_school_that_opens_on_a_sunday_has_duties(cast: Cast, school: School) -> None:
    tied(cast.point, school)
    make_school_day(cast.officer, school, SUNDAY, kind=SchoolDay.Kind.OPEN, dismisses_at=None)

    assert SUNDAY in made()


def test_a_fixed_window_applies_if_one_of_the_schools_has_school(cast: Cast, school: School) -> None:
    middle = make_school(cast.station, level=Level.MIDDLE)
    make_window(make_point(cast.station, schools=[school, middle]))
    for each in (school, middle):
        make_school_day(cast.officer, each, date(2026, 9, 28), kind=SchoolDay.Kind.CLOSED, dismisses_at=None)
    make_school_day(cast.officer, school, date(2026, 9, 29), kind=SchoolDay.Kind.CLOSED, dismisses_at=None)

    days = made()

    assert (date(2026, 9, 28) in days, date(2026, 9, 29) in days) == (False, True)


def test_a_break_of_kindergartens_leaves_middle_schools_their_duties(cast: Cast, school: School) -> None:
    middle = make_school(cast.station, level=Level.MIDDLE)
    make_span(cast.bureau_unit, Span.Kind.BREAK, FIRST, LAST, level=Level.KINDERGARTEN)
    make_window(cast.point)
    busy = make_window(make_point(cast.station, schools=[middle]))

    assert made()
    assert set(Duty.objects.values_list("window", flat=True)) == {busy.pk}


def test_a_point_without_schools_goes_by_the_calendar_of_its_unit(cast: Cast) -> None:
    make_window(make_point(cast.station), weekdays="12345")
    make_span(cast.station, Span.Kind.BREAK, FIRST, date(2026, 10, 9), level=Level.KINDERGARTEN)

    assert made()[0] == FIRST

    make_span(cast.station, Span.Kind.BREAK, FIRST, date(2026, 10, 9))

    assert made() == [MAKE_UP_SATURDAY, LAST]


def test_a_closed_school_has_no_duties_of_its_own(cast: Cast, school: School) -> None:
    school.is_open = False
    school.save()
    tied(cast.point, school)
    make_window(cast.point, time(12), time(13))
    always = make_window(cast.point, time(20), time(21), follows_calendar=False)

    assert made()
    assert set(Duty.objects.values_list("window", flat=True)) == {always.pk}


def test_a_tied_window_without_its_time_asks_for_nothing_but_where_the_day_has_one(cast: Cast) -> None:
    tied(cast.point, cast.school)
    make_school_day(cast.officer, cast.school, date(2026, 9, 30), dismisses_at=time(11, 30))

    assert spans() == {date(2026, 9, 30): ("11:00", "12:00")}


def test_doubled_windows_ask_for_twice_the_officers_on_the_edges(cast: Cast) -> None:
    make_span(cast.station, Span.Kind.TERM, FIRST, date(2027, 1, 20))
    doubled = make_window(cast.point, strength=2, is_doubled=True)
    single = make_window(cast.point, time(12), time(13), strength=2)

    make_duties(first=FIRST, until=LAST)

    strengths = {duty.on: duty.strength for duty in Duty.objects.filter(window=doubled)}
    assert strengths == {
        date(2026, 9, 28): 4,  # the start of term
        date(2026, 9, 29): 4,
        date(2026, 9, 30): 4,
        date(2026, 10, 8): 4,  # the first day after the holiday
        date(2026, 10, 9): 2,
        MAKE_UP_SATURDAY: 2,
        LAST: 2,
    }
    assert set(Duty.objects.filter(window=single).values_list("strength", flat=True)) == {2}


def test_points_and_windows_have_duties_while_they_are_in_force(cast: Cast) -> None:
    point = make_point(cast.station, in_force_from=date(2026, 9, 29), in_force_until=date(2026, 10, 11))
    make_window(point, in_force_from=date(2026, 9, 1), in_force_until=date(2026, 10, 9))

    assert made() == [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9)]


def test_a_window_round_a_time_stays_within_the_day(cast: Cast, school: School) -> None:
    school.dismisses_at = time(23, 50)
    school.save()
    tied(cast.point, school, before_min=20, after_min=240)

    assert set(spans().values()) == {("23:30", "23:59")}
