"""The registry of indicators: each app adds its own in `indicators.py`, found as Django's admin finds `admin.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from campus_safety.statistics.periods import Period
from campus_safety.statistics.sources import Dimension, Source

# (unit code, period) -> the address of the page that lists the rows behind the figure.
Rows = Callable[[str, Period], str]
# One dimension, or two crossed: the visibility rate by point and window.
Breakdown = Dimension | tuple[Dimension, Dimension]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is counted each month.

    The figure is the sum of `measure` over the cells of the source; with `over` the share of `measure` in `over`, in
    percent with one decimal (None where there is nothing to divide by); with `distinct` the number of keys of that
    dimension that have any. A goal is something to stay below where `fewer_is_better`.
    """

    key: str
    label: str | Promise
    unit_word: str | Promise
    definition: str | Promise
    order: int
    source: Source
    rows: Rows
    measure: str = "number"
    over: str = ""
    distinct: Dimension | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    fewer_is_better: bool = False

    @property
    def is_rate(self) -> bool:
        """A rate changes by points, a count by pieces; rates are no sums."""
        return bool(self.over)


def name_of(breakdown: Breakdown) -> str:
    """Under which name a breakdown is stored: `school`, `point|window`."""
    return "|".join(dimension.key for dimension in dimensions_of(breakdown))


def dimensions_of(breakdown: Breakdown) -> tuple[Dimension, ...]:
    """The one or two dimensions of a breakdown."""
    return breakdown if isinstance(breakdown, tuple) else (breakdown,)


def rows_at(url_name: str, **more: str) -> Rows:
    """The page `url_name` as the rows behind a figure: `from`, `to` and `unit`, and whatever else it is filtered by."""

    def address(unit_code: str, period: Period) -> str:
        span = {"from": period.first_day.isoformat(), "to": period.last_day.isoformat(), "unit": unit_code}
        return f"{reverse(url_name)}?{urlencode(span | more)}"

    return address


_indicators: dict[str, Indicator] = {}


def register(indicator: Indicator) -> None:
    """Add an indicator; the key must be new."""
    if indicator.key in _indicators:
        raise ValueError(f"The indicator {indicator.key} is registered twice.")
    _indicators[indicator.key] = indicator


def indicators() -> list[Indicator]:
    """All indicators in the order of the report."""
    return sorted(_indicators.values(), key=lambda indicator: indicator.order)


def indicator_named(key: str) -> Indicator | None:
    """The indicator with this key, if there is one."""
    return _indicators.get(key)
