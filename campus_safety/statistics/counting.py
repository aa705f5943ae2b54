"""From the cells of the sources to figures and their breakdowns."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Breakdown, Indicator, dimensions_of, indicators, name_of
from campus_safety.statistics.sources import Cell, Source

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
# As JSON: a count, or the two numbers of a rate.
Stored = int | float | list[int | float]
Breakdowns = dict[str, dict[str, Stored]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure: its value, the two numbers of a rate (None for a count), and {breakdown: {key: number or numbers}}.

    The key of two crossed dimensions is `12|3`.
    """

    value: Decimal | None
    part: Decimal | None
    whole: Decimal | None
    breakdowns: Breakdowns


def percent(part: Decimal | int, whole: Decimal | int, step: Decimal = TENTH) -> Decimal | None:
    """`part` of `whole` in percent, rounded half up to one decimal or another `step`; None where there is no whole."""
    return (Decimal(100 * part) / whole).quantize(step, ROUND_HALF_UP) if whole else None


def count_all(unit_ids: Collection[int], period: Period, at: datetime) -> dict[str, Counted]:
    """{key: figure} of every indicator, of the units together: one grouped query a source."""
    by_source: defaultdict[Source, list[Indicator]] = defaultdict(list)
    for indicator in indicators():
        by_source[indicator.source].append(indicator)
    return {
        indicator.key: count(indicator, cells)
        for source, counted in by_source.items()
        for cells in [source.cells(unit_ids, period, at)]
        for indicator in counted
    }


def count_one(indicator: Indicator, unit_ids: Collection[int], period: Period, at: datetime) -> Counted:
    """One figure, from its source's query."""
    return count(indicator, indicator.source.cells(unit_ids, period, at))


def count(indicator: Indicator, cells: Sequence[Cell]) -> Counted:
    """A figure with its breakdowns from the cells of its source."""
    part, whole = _sums(indicator, cells)
    breakdowns = {name_of(each): _broken_down(indicator, each, cells) for each in indicator.breakdowns}
    if indicator.over:
        return Counted(percent(part, whole), part, whole, breakdowns)
    return Counted(part, None, None, breakdowns)


def _sums(indicator: Indicator, cells: Sequence[Cell]) -> tuple[Decimal, Decimal]:
    """What some cells add up to, and for a rate what of; 0 for a count."""
    if indicator.distinct is not None:
        key = indicator.distinct.key
        return Decimal(len({cell.keys[key] for cell in cells if cell.sums[indicator.measure]})), Decimal(0)
    part = sum([cell.sums[indicator.measure] for cell in cells], Decimal(0))
    whole = sum([cell.sums[indicator.over] for cell in cells], Decimal(0)) if indicator.over else Decimal(0)
    return part, whole


def _broken_down(indicator: Indicator, breakdown: Breakdown, cells: Sequence[Cell]) -> dict[str, Stored]:
    """{key: what its cells add up to}; keys with nothing are left out."""
    keys = [dimension.key for dimension in dimensions_of(breakdown)]
    groups: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        groups["|".join([cell.keys[key] for key in keys])].append(cell)
    found = {group: _sums(indicator, members) for group, members in groups.items()}
    if indicator.over:
        return {group: [_number(part), _number(whole)] for group, (part, whole) in found.items() if whole}
    return {group: _number(part) for group, (part, _whole) in found.items() if part}


def _number(value: Decimal) -> int | float:
    """As JSON has it: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def fingerprint_of(unit_code: str, period: Period, figures: dict[str, Counted]) -> str:
    """SHA-256, in hex, over a unit's figures of a period: the same figures give the same text on every database."""
    text = {
        "unit": unit_code,
        "days": [period.first_day.isoformat(), period.last_day.isoformat()],
        "figures": {
            key: [*map(_text, (one.value, one.part, one.whole)), one.breakdowns] for key, one in figures.items()
        },
    }
    return sha256(json.dumps(text, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _text(value: Decimal | None) -> str | None:
    """As it is stored, to the hundredth: a figure that was read gives the same as the one that was counted."""
    return None if value is None else f"{value.quantize(HUNDREDTH).normalize():f}"
