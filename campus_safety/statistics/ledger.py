"""The figures of a report as they are shown: value, changes, goal, trend and the rows behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from campus_safety.statistics.comparisons import compared
from campus_safety.statistics.models import Report
from campus_safety.statistics.numbers import Line, change, plain, shown, spark
from campus_safety.statistics.registry import Indicator, indicators
from campus_safety.statistics.trends import Point, Trends


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `plain` is the bare number ("" where there is none), `goal` its goal in words, `lines` its trend."""

    key: str
    label: str | Promise
    url: str
    value: str
    plain: str
    unit: str | Promise
    change: str
    change_of_year: str
    definition: str | Promise
    is_rate: bool
    breakdown_url: str = ""
    goal: str = ""
    lines: list[Line] = field(default_factory=list)


def ledger_of(report: Report, *, trends: Trends | None = None, goals: Mapping[str, str] | None = None) -> list[Row]:
    """The figures of a report in its order, beside those it is compared with (one query).

    Those of indicators that are no more are left out. `report.figures` should be there already. `goals` has words.
    """
    figures, beside = {figure.key: figure for figure in report.figures.all()}, compared(report)
    return [
        row_of(
            indicator,
            figures[indicator.key].value,
            url=indicator.rows(report.unit.code, report.period),
            before=beside.before.get(indicator.key),
            year_before=beside.year_before.get(indicator.key),
            breakdown_url=_broken_down(indicator, report),
            goal=(goals or {}).get(indicator.key, ""),
            trend=(trends or {}).get(indicator.key, ()),
        )
        for indicator in indicators()
        if indicator.key in figures
    ]


def row_of(
    indicator: Indicator,
    value: Decimal | None,
    *,
    url: str,
    before: Decimal | None,
    year_before: Decimal | None,
    breakdown_url: str = "",
    goal: str = "",
    trend: Sequence[Point] = (),
) -> Row:
    """A figure beside those it is compared with (None where nothing is known)."""
    return Row(
        key=indicator.key,
        label=indicator.label,
        url=url,
        value=shown(value, is_rate=indicator.is_rate),
        plain="" if value is None else plain(value),
        unit="" if value is None else indicator.unit_word,
        change=change(value, before, is_rate=indicator.is_rate),
        change_of_year=change(value, year_before, is_rate=indicator.is_rate),
        definition=indicator.definition,
        is_rate=indicator.is_rate,
        breakdown_url=breakdown_url,
        goal=goal,
        lines=spark([point.value for point in trend]),
    )


def _broken_down(indicator: Indicator, report: Report) -> str:
    """The page on which a figure is broken down; "" for one that is not."""
    if not indicator.breakdowns:
        return ""
    address = reverse("statistics:figure", args=[report.period.code, indicator.key])
    return f"{address}?{urlencode({'unit': report.unit.code})}"
