"""Figures in sentences: what is said of changes, of zeroes, and of what is not known."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation

from campus_safety.statistics.briefing.sentences import Beside, Told, directions_of, paragraphs_of
from campus_safety.statistics.models import Figure
from campus_safety.statistics.registry import indicator_named

MONTH = Beside("the month before", "the same month a year before")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _told(key: str, *values: int | float | None) -> Told:
    """A figure with its value, and those before it."""
    indicator = indicator_named(key)
    assert indicator is not None
    value, before, year_before = (None if one is None else Decimal(str(one)) for one in (*values, None, None)[:3])
    return Told(indicator, Figure(key=key, value=value), before, year_before)


def test_a_change_is_told_against_both_periods() -> None:
    figures = [_told("vehicle_dispatches", 12, 10, 15)]

    [paragraph] = paragraphs_of(figures, MONTH)

    assert paragraph == (
        "Police vehicles sent out: 12 dispatches (2 dispatches more than in the month before, "
        "3 dispatches fewer than in the same month a year before)."
    )


def test_nothing_is_told_of_a_period_that_is_not_known() -> None:
    assert paragraphs_of([_told("check_ins", 12)], MONTH) == ["Check-ins: 12 times."]
    assert paragraphs_of([_told("check_ins", 12, 12, 12)], Beside("the year before", "")) == [
        "Check-ins: 12 times (as in the year before)."
    ]


def test_a_rate_changes_by_points_and_is_left_out_where_there_was_nothing_to_divide() -> None:
    figures = [_told("visibility_rate", 94.8, 92.3), _told("solve_rate", None, 100)]

    assert paragraphs_of(figures, MONTH) == ["Visibility rate: 94.8 % (2.5 points above the month before)."]


def test_a_zero_is_said_plainly_and_with_its_change_where_there_was_one() -> None:
    figures = [_told("incidents_reported", 0, 3), _told("stakeout_hours", 0, 0), _told("video_hours", 0)]

    assert paragraphs_of(figures, MONTH) == [
        "Cases reported: 0 cases (3 cases fewer than in the month before).",
        "None in the period: Stakeouts, Video reviewed.",
    ]


def test_rises_and_falls_are_counted_among_what_can_be_compared() -> None:
    figures = [_told("check_ins", 3, 1), _told("duties_due", 1, 3), _told("duties_done", 1, 1), _told("drills_held", 1)]

    assert directions_of(figures, MONTH) == (
        "Of the 3 figures that can be compared with the month before, 1 rose, 1 fell and 1 stayed."
    )
    assert directions_of(figures[-1:], MONTH) == ""
