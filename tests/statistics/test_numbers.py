"""Figures as they are read: groups of three, one decimal, a true minus, and a line as small as a word."""

from decimal import Decimal

import pytest
from django.utils import translation

from campus_safety.statistics.numbers import change, plain, shown, spark
from campus_safety.statistics.periods import Period, month_named
from campus_safety.statistics.words import month_and_year, month_name, span


@pytest.mark.parametrize(
    ("value", "is_rate", "text", "bare"),
    [
        ("2140.00", False, "2,140", "2140"),
        ("0.00", False, "0", "0"),
        ("1000000.00", False, "1,000,000", "1000000"),
        ("94.60", True, "94.6", "94.6"),
        ("95.00", True, "95.0", "95"),
        ("100.00", True, "100", "100"),
        ("0.00", True, "0", "0"),
        ("12.50", False, "12.5", "12.5"),
    ],
)
def test_a_number_is_shown_for_reading_and_kept_plain(value: str, is_rate: bool, text: str, bare: str) -> None:
    assert shown(Decimal(value), is_rate=is_rate) == text
    assert plain(Decimal(value)) == bare


def test_no_number_is_a_dash() -> None:
    assert shown(None, is_rate=True) == "—"


@pytest.mark.parametrize(
    ("value", "before", "is_rate", "text"),
    [
        (562, 524, False, "+38"),
        (468, 480, False, "−12"),
        (18, 18, False, "0"),
        (3000, 1000, False, "+2,000"),
        ("94.6", "96.0", True, "−1.4"),
        ("96.0", "95.0", True, "+1.0"),
        (1, None, False, "—"),
        (None, 1, True, "—"),
    ],
)
def test_a_change_is_signed(value: object, before: object, is_rate: bool, text: str) -> None:
    now, then = (None if number is None else Decimal(str(number)) for number in (value, before))

    assert change(now, then, is_rate=is_rate) == text


def test_a_spark_goes_from_left_to_right_and_up_for_more() -> None:
    assert spark([Decimal(1), Decimal(3), Decimal(2)]) == [[(2, 22), (50, 4), (98, 13)]]
    assert spark([Decimal(5), Decimal(5)]) == [[(2, 22), (98, 22)]]


def test_a_spark_is_broken_where_a_month_is_missing() -> None:
    assert spark([Decimal(1), None, Decimal(3), Decimal(2)]) == [[(2, 22)], [(66, 4), (98, 13)]]
    assert spark([Decimal(5), None]) == []


def test_months_and_days_have_words_in_both_languages() -> None:
    november = month_named("2026-11")
    days = Period(november.first_day, november.first_day.replace(day=23))
    said = {}
    for code in ("zh-hans", "en"):
        with translation.override(code):
            said[code] = (month_name(november), month_and_year(november), span(days))

    assert said == {
        "zh-hans": ("11 月", "2026 年 11 月", "11 月 1 日至 23 日"),
        "en": ("November", "November 2026", "1 to 23 November"),
    }
