"""The figures of months in a row: newest revisions, gaps, what was imported, and the sentence that says it."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from campus_safety.accounts.models import Unit
from campus_safety.statistics.goals import Goals
from campus_safety.statistics.models import Figure, ImportedFigure, ImportedPeriod, Report
from campus_safety.statistics.periods import Period, month_named
from campus_safety.statistics.registry import Indicator, indicator_named
from campus_safety.statistics.trend_drawing import Drawn, drawn
from campus_safety.statistics.trends import Point, months_until, trends_of
from tests.cast import Cast

NOVEMBER = month_named("2026-11")
TODAY = date(2026, 11, 23)


def _compiled(unit: Unit, days: Period, value: int | None, revision: int = 1) -> None:
    report = Report.objects.create(
        unit=unit, first_day=days.first_day, last_day=days.last_day, revision=revision, compiled_at=timezone.now()
    )
    Figure.objects.create(report=report, key="check_ins", value=value)


def _imported(unit: Unit, days: Period, value: int) -> None:
    period = ImportedPeriod.objects.create(
        unit=unit, first_day=days.first_day, last_day=days.last_day, source="台账", imported_at=timezone.now()
    )
    ImportedFigure.objects.create(imported=period, key="check_ins", value=value, is_lower_bound=True)


def _indicator(key: str) -> Indicator:
    found = indicator_named(key)
    assert found
    return found


def _points(values: dict[str, str | None]) -> list[Point]:
    """Points of these months; None for a gap."""
    return [Point(month_named(code), None if value is None else Decimal(value)) for code, value in values.items()]


def _drawn(key: str, values: dict[str, str | None], goals: Goals | None = None) -> Drawn:
    found = drawn(_indicator(key), _points(values), TODAY, goals)
    assert found
    return found


def test_the_months_are_24_and_end_with_the_given_one() -> None:
    months = months_until(NOVEMBER)

    assert (months[0].code, months[-1].code, len(months)) == ("2024-12", "2026-11", 24)


def test_a_trend_has_newest_revisions_gaps_and_what_was_imported(cast: Cast) -> None:
    _imported(cast.station, month_named("2026-07"), 90)
    _imported(cast.station, month_named("2026-08"), 1)  # was compiled as well
    _compiled(cast.station, month_named("2026-08"), 30)
    _compiled(cast.station, month_named("2026-10"), 50)
    _compiled(cast.station, month_named("2026-10"), 51, revision=2)
    _compiled(cast.other_station, month_named("2026-09"), 7)

    trends = trends_of(cast.station, NOVEMBER)

    assert trends == {
        "check_ins": [
            Point(month_named("2026-07"), Decimal(90), is_imported=True, is_lower_bound=True),
            Point(month_named("2026-08"), Decimal(30)),
            Point(month_named("2026-09")),
            Point(month_named("2026-10"), Decimal(51)),
            Point(month_named("2026-11")),
        ]
    }


def test_other_periods_and_older_months_are_no_part_of_a_trend(cast: Cast) -> None:
    _compiled(cast.station, Period(date(2026, 1, 1), date(2026, 12, 31)), 9)
    _compiled(cast.station, Period(date(2026, 9, 1), date(2026, 10, 31)), 9)
    _compiled(cast.station, month_named("2024-11"), 9)
    _imported(cast.station, Period(date(2026, 2, 1), date(2026, 6, 27)), 9)

    assert [point for points in trends_of(cast.station, NOVEMBER).values() for point in points] == []


@pytest.mark.parametrize(
    ("key", "values", "sentence"),
    [
        (
            "check_ins",
            {"2026-08": "30", "2026-09": None, "2026-10": "51", "2026-11": "1"},
            "Check-ins: most in October 2026 (51 times), least in August 2026 (30 times)",
        ),
        (
            "visibility_rate",
            {"2026-08": "90", "2026-09": "95.5", "2026-10": "90"},
            "Visibility rate: highest in September 2026 (95.5%), lowest in August 2026, October 2026 (90.0%)",
        ),
        ("check_ins", {"2026-09": "3", "2026-10": "3"}, "Check-ins: the same in every month, 3 times"),
    ],
)
def test_the_sentence_names_the_ends_and_leaves_out_the_month_that_runs(
    key: str, values: dict[str, str | None], sentence: str
) -> None:
    with translation.override("en"):
        assert _drawn(key, values).sentence == sentence


def test_the_chart_has_gaps_and_hollow_places() -> None:
    points = [Point(month_named("2026-07")), Point(month_named("2026-08"), Decimal(90), is_imported=True)]
    points += _points({"2026-09": None, "2026-10": "51"})

    found = drawn(_indicator("check_ins"), points, TODAY)

    assert found
    assert {name: found.chart[name] for name in ("type", "labels", "values", "outlined")} == {
        "type": "bar",
        "labels": ["2026-08", "2026-09", "2026-10"],
        "values": [90, None, 51],
        "outlined": [0],
    }
    assert (found.has_gaps, found.has_imported) == (True, True)


def test_the_goal_is_drawn_and_counted_in_the_months_that_are_over() -> None:
    goals = Goals({"visibility_rate": [(date(2026, 9, 1), Decimal(95)), (date(2026, 11, 1), None)]})
    with translation.override("en"):
        found = _drawn("visibility_rate", {"2026-08": "99", "2026-09": "94", "2026-10": "95", "2026-11": "1"}, goals)

    assert found.chart["goal"]["values"] == [None, 95, 95, None]
    assert found.goal_words == "The goal was reached in 1 of 2 months that had one."


def test_less_than_two_months_that_are_over_make_no_trend() -> None:
    assert drawn(_indicator("check_ins"), _points({"2026-10": "5", "2026-11": "9"}), TODAY) is None
    assert drawn(_indicator("check_ins"), [], TODAY) is None
