"""The units below another one side by side: each with its own report, beside the report of them all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.numbers import shown
from campus_safety.statistics.registry import Indicator, indicator_named, indicators
from campus_safety.wording import listed

Values = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A unit with its newest report of the period (None if nobody has compiled one), and that report's values."""

    unit: Unit
    report: Report | None
    values: Values


@dataclass(frozen=True, slots=True)
class Beside:
    """The unit above with what its own report says (the sum), and the units below it."""

    total: Column
    columns: list[Column]
    # What of each count the unit above did itself.
    own: Mapping[str, Decimal]

    @property
    def missing(self) -> list[Unit]:
        """The units that have no report of the period yet."""
        return [column.unit for column in self.columns if column.report is None]

    @property
    def indicators(self) -> list[Indicator]:
        """Those that the sum has, in the order of the report."""
        return [indicator for indicator in indicators() if indicator.key in self.total.values]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one unit, with the page of its rows."""

    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure over all units; `note` says why the sum is not what the units add up to."""

    key: str
    label: str | Promise
    unit: str | Promise
    total: Cell
    cells: list[Cell]
    note: str


def units_below(unit: Unit) -> list[Unit]:
    """The units next below, by code."""
    return list(Unit.objects.filter(parent=unit).order_by("code"))


def beside_of(report: Report, below: Sequence[Unit], *, order: str = "") -> Beside:
    """The newest reports of the units below for the period of `report`, which is that of the unit above. Four queries.

    `order` is the key of the indicator by which the units stand, the largest first; without it they stand as given.
    """
    by_unit = {one.unit_id: one for one in Report.objects.filter(unit__in=below).of(report.period).newest()}
    values: defaultdict[int, dict[str, Decimal | None]] = defaultdict(dict)
    figures = Figure.objects.filter(report__in=by_unit.values())
    for unit_id, key, value in figures.values_list("report__unit_id", "key", "value"):
        values[unit_id][key] = value
    columns = [Column(unit, by_unit.get(unit.pk), values[unit.pk]) for unit in below]
    if order:
        columns.sort(key=lambda column: _place(column.values.get(order)))
    own_figures = report.figures.all()
    total = Column(report.unit, report, {figure.key: figure.value for figure in own_figures})
    return Beside(total, columns, {figure.key: _of_unit(figure, report.unit_id) for figure in own_figures})


def _place(value: Decimal | None) -> Decimal:
    """The largest comes first, and last who has no figure."""
    return Decimal(1) if value is None else -value


def rows_of(beside: Beside, columns: Sequence[Column]) -> list[Row]:
    """The figures of some of the columns, each with the sum of all."""
    return [
        Row(
            key=indicator.key,
            label=indicator.label,
            unit=indicator.unit_word,
            total=_cell(indicator, beside.total),
            cells=[_cell(indicator, column) for column in columns],
            note=note_on(beside, indicator),
        )
        for indicator in beside.indicators
    ]


def note_on(beside: Beside, indicator: Indicator) -> str:
    """Why the sum is another number than the units make together; "" where they agree, or one has no report yet."""
    values = [column.values.get(indicator.key) for column in beside.columns]
    total, known = beside.total.values[indicator.key], [value for value in values if value is not None]
    if indicator.is_rate:
        return _("A rate: counted over all, no sum") if known else ""
    if total is None or len(known) < len(values):
        return ""
    own = beside.own[indicator.key]
    twice, rest = sum(known) + own - total, total - own - sum(known)
    return listed(
        text % {"number": shown(number, is_rate=False), "unit": beside.total.unit.name}
        for text, number in (
            (_("%(number)s of %(unit)s itself"), own),
            (_("%(number)s counted for several units, here once"), twice),
            (_("%(number)s of none of these units"), rest),
        )
        if number > 0
    )


def _cell(indicator: Indicator, column: Column) -> Cell:
    if column.report is None or indicator.key not in column.values:
        return Cell(shown(None, is_rate=False), "")
    value = shown(column.values[indicator.key], is_rate=indicator.is_rate)
    return Cell(value, indicator.rows(column.unit.code, column.report.period))


def _of_unit(figure: Figure, unit_id: int) -> Decimal:
    """What of a count the unit did itself, with none below it; 0 for a rate, which is in no sum."""
    indicator = indicator_named(figure.key)
    if indicator is None or indicator.is_rate:
        return Decimal(0)
    return Decimal(str(figure.breakdowns.get("unit", {}).get(str(unit_id), 0)))
