"""The month's figures of one school, from the compiled breakdowns by school.

What belongs to several schools counts for each of them, as it does in the lists that are filtered by a school.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.http import urlencode

from campus_safety.accounts.models import Unit
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.local_days import local_day
from campus_safety.statistics.breakdowns import number_of, sum_of
from campus_safety.statistics.ledger import Row, row_of
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, indicators
from campus_safety.statistics.sources import Dimension
from campus_safety.statistics.trends import Point, months_until

KEY = "school"
# {(first day, last day): {indicator: its value at the school}} of some periods.
Values = Mapping[Period, Mapping[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class OfSchool:
    """The rows of the figures that break down by school, and what the others are called."""

    rows: list[Row]
    others: list[str | Promise]


def dimension_of(indicator: Indicator) -> Dimension | None:
    """The school as a dimension of an indicator, if it breaks down by school."""
    return next((each for each in indicator.breakdowns if isinstance(each, Dimension) and each.key == KEY), None)


def schools_of(desk: Desk) -> Mapping[str, str]:
    """{key: name} of the schools that the desk can be narrowed to: those of one station. One query, the first time."""
    if "schools" not in desk.kept:
        dimension = next((each for one in indicators() if (each := dimension_of(one))), None)
        offered = dimension.offered if dimension and len(desk.unit_ids) == 1 else None
        desk.kept["schools"] = offered(desk.unit_ids) if offered else {}
    found: Mapping[str, str] = desk.kept["schools"]
    return found


def figures_of_school(report: Report, school: str) -> OfSchool:
    """A report's figures as far as they are the school's: one query. `report.figures` should be there already.

    While its period runs there is nothing to compare with: the same days of others are kept as sums only.
    """
    period = report.period
    before, year_before = period.before(), period.year_before()
    past = {} if period.holds(local_day(report.compiled_at)) else _values(report.unit, [before, year_before], school)
    figures = {figure.key: figure.breakdowns for figure in report.figures.all()}
    shown = [indicator for indicator in indicators() if indicator.key in figures]
    rows = [
        row_of(
            indicator,
            value_at(indicator, figures[indicator.key].get(KEY, {}), school),
            url=_narrowed(indicator.rows(report.unit.code, period), dimension, school),
            before=past.get(before, {}).get(indicator.key),
            year_before=past.get(year_before, {}).get(indicator.key),
        )
        for indicator in shown
        if (dimension := dimension_of(indicator))
    ]
    return OfSchool(rows, [indicator.label for indicator in shown if dimension_of(indicator) is None])


def trend_at_school(unit: Unit, until: Period, indicator: Indicator, school: str) -> Sequence[Point]:
    """An indicator's 24 months up to `until` at one school, as far as they were compiled: one query."""
    months = months_until(until)
    found = _values(unit, months, school, key=indicator.key)
    return [Point(month, found.get(month, {}).get(indicator.key)) for month in months]


def value_at(indicator: Indicator, broken_down: Mapping[str, Any], school: str) -> Decimal | None:
    """What a breakdown by school says of one school: 0 for nothing, None for a rate of nothing."""
    numbers = [number_of(stored) for key, stored in broken_down.items() if school in key.split(",")]
    return sum_of(numbers, is_rate=indicator.is_rate).value


def _values(unit: Unit, periods: Collection[Period], school: str, *, key: str = "") -> Values:
    """The values at the school in some periods, of one indicator or of all; the newest revision's."""
    days = [Q(report__first_day=each.first_day, report__last_day=each.last_day) for each in periods]
    figures = Figure.objects.filter(reduce(or_, days), report__unit=unit, **({"key": key} if key else {}))
    rows = figures.order_by("report__revision").values_list(
        "report__first_day", "report__last_day", "key", f"breakdowns__{KEY}"
    )
    by_key = {indicator.key: indicator for indicator in indicators() if dimension_of(indicator)}
    found: dict[Period, dict[str, Decimal | None]] = {}
    for first, last, name, broken_down in rows:
        if name in by_key and broken_down is not None:
            found.setdefault(Period(first, last), {})[name] = value_at(by_key[name], broken_down, school)
    return found


def _narrowed(address: str, dimension: Dimension, school: str) -> str:
    """The list of rows, narrowed to the school where it can be."""
    return f"{address}&{urlencode({KEY: school})}" if dimension.filter else address
