"""The year 2026 as it is: holidays, make-up days and the pauses that they make, named day by day."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from campus_safety.calendars.deciding import Edge, Source
from tests.calendars.days import calendar_of

PRIMARY = ["primary"]
MAKE_UP_DAYS = [
    date(2026, 1, 4),  # a Sunday, for New Year's Day
    date(2026, 2, 14),  # a Saturday, for the Spring Festival
    date(2026, 2, 28),  # a Saturday, for the Spring Festival
    date(2026, 5, 9),  # a Saturday, for Labour Day
    date(2026, 9, 20),  # a Sunday, for National Day
    date(2026, 10, 10),  # a Saturday, for National Day
]
FREE_WORKING_DAYS = [
    date(2026, 1, 2),  # a Friday
    date(2026, 2, 16),  # a Monday, the first working day of the Spring Festival
    date(2026, 2, 23),  # a Monday, its last
    date(2026, 4, 6),  # a Monday
    date(2026, 5, 5),  # a Tuesday
    date(2026, 6, 19),  # a Friday
    date(2026, 9, 25),  # a Friday, Mid-Autumn
    date(2026, 10, 7),  # a Wednesday, the last of National Day
]


@pytest.mark.parametrize("on", MAKE_UP_DAYS, ids=str)
def test_a_make_up_day_of_the_weekend_has_school_by_any_timetable_of_the_week(on: date) -> None:
    fact = calendar_of().fact(on, PRIMARY)

    assert (fact.is_school, fact.weekdays, fact.source) == (True, "12345", Source.LIBRARY)
    assert on.isoweekday() > 5


@pytest.mark.parametrize("on", FREE_WORKING_DAYS, ids=str)
def test_a_holiday_in_the_week_has_no_school(on: date) -> None:
    fact = calendar_of().fact(on, PRIMARY)

    assert (fact.is_school, fact.weekdays, fact.source, fact.edge) == (False, "", Source.LIBRARY, None)
    assert on.isoweekday() < 6


def test_2026_has_the_school_days_of_its_weeks_but_for_the_holidays_and_make_up_days() -> None:
    calendar = calendar_of()
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]

    schools = [day for day in days if calendar.fact(day, PRIMARY).is_school]

    assert [day for day in schools if day.isoweekday() > 5] == MAKE_UP_DAYS
    assert len(schools) == 248  # the working days of 2026 as announced


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2026, 9, 25), "Mid-Autumn Festival"),
        (date(2026, 10, 7), "National Day"),
        (date(2026, 10, 10), "make-up day for National Day"),
        (date(2026, 10, 14), ""),
        (date(2026, 10, 17), "weekend"),
    ],
    ids=str,
)
def test_the_reason_says_which_holiday_and_what_is_made_up(on: date, reason: str) -> None:
    with translation.override("en"):
        assert str(calendar_of().fact(on, PRIMARY).reason) == reason


@pytest.mark.parametrize(
    ("on", "edge"),
    [
        (date(2026, 9, 24), Edge.BEFORE_BREAK),  # the Thursday before Mid-Autumn
        (date(2026, 9, 28), Edge.AFTER_BREAK),  # the Monday after it
        (date(2026, 9, 30), Edge.BEFORE_BREAK),  # the Wednesday before National Day
        (date(2026, 10, 8), Edge.AFTER_BREAK),  # the Thursday after it
        (date(2026, 10, 9), None),  # a Friday before a make-up Saturday
        (date(2026, 10, 10), None),  # the Saturday itself, before a Sunday alone
        (date(2026, 10, 16), None),  # a Friday before an ordinary weekend
        (date(2026, 2, 14), Edge.BEFORE_BREAK),  # the make-up Saturday before the Spring Festival
        (date(2026, 2, 24), Edge.AFTER_BREAK),
        (date(2026, 12, 31), Edge.BEFORE_BREAK),  # a pause that lies in another year: 2027-01-01 is a Friday
    ],
    ids=str,
)
def test_the_days_at_the_edges_of_a_pause(on: date, edge: Edge | None) -> None:
    assert calendar_of().fact(on, PRIMARY).edge == edge
