"""Numbers and days in Chinese figures."""

from datetime import date

import pytest

from outreach.printing.figures import day_in_figures, number_in_figures, whole_years


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (27, "二十七"), (99, "九十九")]
)
def test_a_number_is_written_as_it_is_said(number: int, text: str) -> None:
    assert number_in_figures(number) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2018, 6, 27), "二〇一八年六月二十七日"),
        (date(2030, 10, 10), "二〇三〇年十月十日"),
        (date(2026, 12, 31), "二〇二六年十二月三十一日"),
    ],
)
def test_a_day_has_its_year_digit_by_digit(day: date, text: str) -> None:
    assert day_in_figures(day) == text


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2018, 6, 27), date(2021, 6, 26), 3),
        (date(2018, 6, 27), date(2021, 6, 27), 0),
        (date(2018, 1, 1), date(2018, 12, 31), 1),
        (date(2024, 2, 29), date(2027, 2, 28), 0),
        (date(2018, 6, 27), date(2018, 6, 27), 0),
    ],
)
def test_a_term_of_whole_years_is_named_by_them(first: date, last: date, years: int) -> None:
    assert whole_years(first, last) == years
