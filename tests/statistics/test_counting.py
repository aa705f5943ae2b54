"""Figures and breakdowns from cells: every breakdown adds up to its figure, whatever the cells are."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus_safety.statistics.counting import Counted, count, fingerprint_of, percent
from campus_safety.statistics.dimensions import HOUR, OFFICER, UNIT
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import Indicator
from campus_safety.statistics.sources import Cell, Source
from outreach.models import Activity

OCTOBER = month_named("2026-10")
BREAKDOWNS = (UNIT, OFFICER, (UNIT, HOUR))
keys = st.sampled_from(["", "3", "7", "3,7"])
# Tenths, as class hours have them; those of whole ones are whole.
numbers = st.integers(0, 500).map(lambda tenths: Decimal(tenths) / 10)
cells = st.lists(
    st.builds(
        lambda unit, officer, hour, done, more: Cell(
            {"unit": unit, "officer": officer, "hour": hour}, {"done": done, "due": done + more}
        ),
        keys, keys, st.integers(0, 23).map(str), numbers, numbers,
    ),
    max_size=12,
)  # fmt: skip


def _indicator(**options: Any) -> Indicator:
    source = Source("test", lambda _units, _period, _at: Activity.objects.none(), {})
    return Indicator(
        key="test", label="", unit_word="", definition="", order=1, source=source, rows=lambda _unit, _period: "",
        measure="done", breakdowns=BREAKDOWNS, **options,
    )  # fmt: skip


@given(cells)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_every_breakdown_of_a_count_adds_up_to_it(found: list[Cell]) -> None:
    counted = count(_indicator(), found)

    assert counted.value == sum(cell.sums["done"] for cell in found)
    assert set(counted.breakdowns) == {"unit", "officer", "unit|hour"}
    assert all(_sum_of(each) == counted.value and 0 not in each.values() for each in counted.breakdowns.values())


@given(cells)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_the_two_numbers_of_a_rate_add_up_in_every_breakdown(found: list[Cell]) -> None:
    counted = count(_indicator(over="due"), found)

    done, due = (sum((cell.sums[name] for cell in found), Decimal(0)) for name in ("done", "due"))
    assert (counted.part, counted.whole) == (done, due)
    assert counted.value == ((100 * done / due).quantize(Decimal("0.1"), ROUND_HALF_UP) if due else None)
    for each in counted.breakdowns.values():
        assert [_sum_of(dict(enumerate(column))) for column in zip(*each.values(), strict=True)] == (
            [done, due] if due else []
        )


@given(cells)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_a_distinct_count_is_that_of_the_keys_with_something(found: list[Cell]) -> None:
    counted = count(_indicator(distinct=OFFICER), found)

    officers = {cell.keys["officer"] for cell in found if cell.sums["done"]}
    assert counted.value == len(officers)
    assert counted.breakdowns["officer"] == dict.fromkeys(officers, 1)


def _sum_of(numbers: dict[Any, Any]) -> Decimal:
    return sum((Decimal(str(number)) for number in numbers.values()), Decimal(0))


@pytest.mark.parametrize(
    ("part", "whole", "value"), [(1, 8, "12.5"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (0, 5, "0.0")]
)
def test_a_percentage_is_rounded_half_up(part: int, whole: int, value: str) -> None:
    assert percent(part, whole) == Decimal(value)


def test_a_share_of_nothing_is_none() -> None:
    assert percent(0, 0) is None


def test_the_fingerprint_is_that_of_numbers_and_not_of_how_they_are_written() -> None:
    whole = {"class_hours": Counted(Decimal(4), None, None, {"unit": {"3": 4}})}
    tenths = {"class_hours": Counted(Decimal("4.00"), None, None, {"unit": {"3": 4}})}
    others = {"class_hours": Counted(Decimal(4), None, None, {"unit": {"7": 4}})}

    found = [fingerprint_of("SPQ", OCTOBER, figures) for figures in (whole, tenths, others)]

    assert found[0] == found[1] != found[2]
    assert fingerprint_of("JLP", OCTOBER, whole) != found[0]
