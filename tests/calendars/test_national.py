"""What the two libraries say of a day, in every year, and whether a year's make-up days are known."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from campus_safety.calendars.missing import unknown_years
from campus_safety.calendars.national import NationalDay, library_knows, national_day
from tests.cast import Cast
from tests.factories.calendars import make_known_year


@settings(max_examples=30, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_no_day_of_three_centuries_breaks_the_libraries(on: date) -> None:
    found = national_day(on)

    assert found is None or isinstance(found, NationalDay)


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2027, 1, 1), "New Year's Day"),
        (date(2027, 2, 5), "Spring Festival"),
        (date(2027, 2, 9), "Spring Festival"),  # a Tuesday in place of a Saturday
        (date(2027, 4, 5), "Tomb-Sweeping Day"),
        (date(2027, 5, 3), "Labour Day"),
        (date(2027, 6, 9), "Dragon Boat Festival"),
        (date(2027, 9, 15), "Mid-Autumn Festival"),
        (date(2027, 10, 1), "National Day"),
        (date(2015, 9, 3), "public holiday"),  # the parade of 2015, once in a lifetime
    ],
    ids=str,
)
def test_a_holiday_has_its_name(on: date, reason: str) -> None:
    found = national_day(on)

    assert found is not None
    with translation.override("en"):
        assert (found.is_school, str(found.reason)) == (False, reason)


def test_an_ordinary_day_is_left_to_the_day_of_the_week() -> None:
    assert [national_day(day) for day in (date(2026, 11, 23), date(2027, 11, 20), date(2028, 2, 29))] == [None] * 3


def test_the_libraries_know_2026_and_not_2027() -> None:
    assert [library_knows(year) for year in (1990, 2004, 2026, 2027, 2100)] == [False, True, True, False, False]


def test_a_year_is_known_once_an_administrator_says_so(cast: Cast) -> None:
    assert unknown_years([2025, 2026, 2027, 2028]) == [2027, 2028]

    make_known_year(cast.administrator, 2027)

    assert unknown_years([2025, 2026, 2027, 2028]) == [2028]
