"""The figures of a report as they are shown: value, change, trend and the rows behind each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

from campus_safety.accounts.models import Unit
from campus_safety.statistics.comparisons import Compared, compared
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, indicators

NOTHING = "—"
MINUS = "−"
# The ground that a spark is drawn on (templates/components/spark.html).
LEFT, RIGHT, TOP, BOTTOM = 2, 98, 4, 22


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `plain` is the bare number (empty where there is none), `points` its trend as a line."""

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
    points: list[tuple[float, float]] = field(default_factory=list)


def ledger_of(report: Report, *, trends: dict[str, list[Decimal]] | None = None) -> list[Row]:
    """The figures of a report in its order, beside those it is compared with (one query).

    Those of indicators that are no more are left out. `report.figures` should be there already.
    """
    figures, beside = {figure.key: figure for figure in report.figures.all()}, compared(report)
    return [
        _row(indicator, figures[indicator.key], report, beside, (trends or {}).get(indicator.key, []))
        for indicator in indicators()
        if indicator.key in figures
    ]


def _row(indicator: Indicator, figure: Figure, report: Report, beside: Compared, trend: Sequence[Decimal]) -> Row:
    before, year_before = beside.before.get(figure.key), beside.year_before.get(figure.key)
    return Row(
        key=indicator.key,
        label=indicator.label,
        url=indicator.rows(report.unit.code, report.period),
        value=shown(figure.value, is_rate=indicator.is_rate),
        plain="" if figure.value is None else plain(figure.value),
        unit="" if figure.value is None else indicator.unit_word,
        change=change(figure.value, before, is_rate=indicator.is_rate),
        change_of_year=change(figure.value, year_before, is_rate=indicator.is_rate),
        definition=indicator.definition,
        is_rate=indicator.is_rate,
        points=spark(trend),
    )


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


def spark(values: Sequence[Decimal]) -> list[tuple[float, float]]:
    """The values as a line, from left to right; none for less than two."""
    if len(values) < 2:
        return []
    low, high = min(values), max(values)
    step, height = (RIGHT - LEFT) / (len(values) - 1), float(high - low) or 1.0
    return [
        (round(LEFT + place * step, 1), round(BOTTOM - float(value - low) * (BOTTOM - TOP) / height, 1))
        for place, value in enumerate(values)
    ]


def trends_of(unit: Unit, until: Period) -> dict[str, list[Decimal]]:
    """The compiled values of each indicator in the twelve months up to `until`, the oldest first. One query."""
    earliest = date(until.first_day.year - 1, until.first_day.month, 1)
    found = (
        Figure.objects.filter(report__unit=unit, report__first_day__gt=earliest, report__first_day__lte=until.first_day)
        .exclude(value=None)
        .order_by("report__first_day", "report__revision")
        .values_list("key", "report__first_day", "value")
    )
    latest: defaultdict[str, dict[date, Decimal]] = defaultdict(dict)
    for key, first_day, value in found:
        if value is not None:
            latest[key][first_day] = value
    return {key: list(values.values()) for key, values in latest.items()}
