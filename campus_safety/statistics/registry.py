"""The registry of indicators: each app adds its own in `indicators.py`, found as Django's admin finds `admin.py`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from campus_safety.statistics.periods import Period

# (units, period, at) -> the figure; None where there is nothing to divide by. One query.
Count = Callable[[Collection[int], Period, datetime], Decimal | int | None]
# (unit code, period) -> the address of the page that lists the rows behind the figure.
Rows = Callable[[str, Period], str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is counted each month."""

    key: str
    label: str | Promise
    unit_word: str | Promise
    count: Count
    rows: Rows
    definition: str | Promise
    order: int
    # A rate changes by points, a count by pieces; rates are no sums.
    is_rate: bool = False


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
