"""Numbers as they are read: groups of three, one decimal for a rate, a true minus, and a line as small as a word."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

NOTHING = "—"
MINUS = "−"
# The ground that a spark is drawn on (templates/components/spark.html).
LEFT, RIGHT, TOP, BOTTOM = 2, 98, 4, 22

# Places from left to right, each (x, y).
Line = list[tuple[float, float]]


def plain(value: Decimal) -> str:
    """The bare number, without trailing zeros: `94.6`, `100`."""
    return f"{value.normalize():f}"


def shown(value: Decimal | None, *, is_rate: bool) -> str:
    """The number as it is read: a count with groups of three, a rate with one decimal, a dash for none."""
    if value is None:
        return NOTHING
    return f"{value:.1f}" if is_rate and value not in {0, 100} else f"{value.normalize():,f}"


def change(value: Decimal | None, before: Decimal | None, *, is_rate: bool) -> str:
    """The signed difference, with a true minus; a dash where there is nothing to compare."""
    if value is None or before is None:
        return NOTHING
    difference = value - before
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return sign + (f"{abs(difference):.1f}" if is_rate and difference else f"{abs(difference).normalize():,f}")


def spark(values: Sequence[Decimal | None]) -> list[Line]:
    """The values as lines from left to right, broken where there is none; nothing for less than two."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return []
    low, high = min(known), max(known)
    step, height = (RIGHT - LEFT) / (len(values) - 1), float(high - low) or 1.0
    places = [
        None
        if value is None
        else (round(LEFT + place * step, 1), round(BOTTOM - float(value - low) * (BOTTOM - TOP) / height, 1))
        for place, value in enumerate(values)
    ]
    return [[each for each in line if each] for is_known, line in groupby(places, key=bool) if is_known]
