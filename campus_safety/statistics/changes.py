"""What changed from one revision of a report to the next: figures, and the lines of their breakdowns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from campus_safety.statistics.breakdowns import name_in, number_of
from campus_safety.statistics.counting import Stored
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.numbers import NOTHING, plain, shown
from campus_safety.statistics.registry import Indicator, indicators
from campus_safety.statistics.sources import Dimension


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line of a breakdown: by what it goes, which one it is, and what stood and stands against it."""

    by: str | Promise
    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another one, or breaks down in another way: what it was and is, and the lines that differ."""

    label: str | Promise
    unit: str | Promise
    before: str
    now: str
    lines: list[LineChange]


@dataclass(frozen=True, slots=True)
class _Differing:
    """A line that differs, still without its name."""

    dimension: Dimension
    key: str
    before: Stored | None
    now: Stored | None


def changes_between(older: Report, newer: Report) -> list[Change]:
    """The figures of two revisions that differ, in the order of the report: one query for each dimension of a line.

    None where only the rows changed and no figure did. What either of them does not know (an indicator or a breakdown
    that came to the portal meanwhile) is no change; lines of two dimensions crossed are left out, as each of the two
    has its own. `figures` of both should be there already.
    """
    before, now = ({figure.key: figure for figure in report.figures.all()} for report in (older, newer))
    both = [indicator for indicator in indicators() if indicator.key in before.keys() & now.keys()]
    found = {one: list(_differing(one, before[one.key], now[one.key])) for one in both}
    names = _names(line for lines in found.values() for line in lines)
    return [
        Change(
            one.label,
            one.unit_word,
            shown(before[one.key].value, is_rate=one.is_rate),
            shown(now[one.key].value, is_rate=one.is_rate),
            [_named(line, names, is_rate=one.is_rate) for line in lines],
        )
        for one, lines in found.items()
        if lines or _numbers(before[one.key]) != _numbers(now[one.key])
    ]


def _numbers(figure: Figure) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return figure.value, figure.part, figure.whole


def _differing(indicator: Indicator, before: Figure, now: Figure) -> Iterator[_Differing]:
    known = before.breakdowns.keys() & now.breakdowns.keys()
    for dimension in indicator.breakdowns:
        if isinstance(dimension, Dimension) and dimension.key in known:
            old, new = before.breakdowns[dimension.key], now.breakdowns[dimension.key]
            for key in sorted(old.keys() | new.keys()):
                if old.get(key) != new.get(key):
                    yield _Differing(dimension, key, old.get(key), new.get(key))


def _names(lines: Iterable[_Differing]) -> dict[Dimension, Mapping[str, str]]:
    keys: defaultdict[Dimension, set[str]] = defaultdict(set)
    for line in lines:
        keys[line.dimension].add(line.key)
    return {dimension: dimension.names(found) for dimension, found in keys.items()}


def _named(line: _Differing, names: Mapping[Dimension, Mapping[str, str]], *, is_rate: bool) -> LineChange:
    return LineChange(
        line.dimension.label,
        name_in(line.dimension, line.key, names[line.dimension]),
        _shown(line.before, is_rate=is_rate),
        _shown(line.now, is_rate=is_rate),
    )


def _shown(stored: Stored | None, *, is_rate: bool) -> str:
    """A count, or a rate with the numbers that it is made of: `75.0 (3/4)`. A line that is missing counts nothing."""
    if stored is None:
        return NOTHING if is_rate else "0"
    number = number_of(stored)
    value = shown(number.value, is_rate=is_rate)
    return value if number.whole is None else f"{value} ({plain(number.part)}/{plain(number.whole)})"
