"""The visibility rate by point and occasion as a table, and where the gaps are in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from campus_safety.wording import listed
from patrols.coverage.counts import Cell, Column, Tally, sums_by, total_of
from patrols.models import DutyWindow

# A table of more columns cannot be read; the points with the lowest rates stay.
MOST_POINTS = 40
# Percent from which a cell wears the shade; the stronger the shade, the larger the gap.
SHADES = ((97, ""), (90, "shade-1"), (85, "shade-2"), (75, "shade-3"), (0, "shade-4"))
GOOD = SHADES[0][0]
# The address of the duties behind a sum, of which is said what they have in common: a point, an occasion.
Address = Callable[[dict[str, str]], str]


@dataclass(frozen=True, slots=True)
class Sum:
    """What a cell of the table shows, and the address of the duties behind it ("" for none)."""

    tally: Tally
    url: str = ""

    @property
    def shade(self) -> str:
        """The class of its shade."""
        return next(shade for least, shade in SHADES if self.tally.percent >= least)


@dataclass(frozen=True, slots=True)
class Row:
    """One occasion: a cell for each column, None where nothing was due, and the sum over all points."""

    label: str
    cells: list[Sum | None]
    total: Sum


@dataclass(frozen=True, slots=True)
class Heat:
    """The table: points in columns, occasions in rows, and their sums. `is_cut`: it has not all points."""

    columns: list[Column]
    rows: list[Row]
    totals: list[Sum]
    total: Sum
    is_cut: bool


def heat_of(cells: Sequence[Cell], address: Address = lambda _what: "") -> Heat:
    """The table of the cells in which something was due; sums are over all points, shown or not."""
    cells = [cell for cell in cells if cell.tally.due]
    by_point, by_occasion = sums_by(cells, _column), sums_by(cells, _occasion)
    lowest = sorted(by_point, key=lambda column: (by_point[column].share, column.code))[:MOST_POINTS]
    columns = sorted(lowest, key=lambda column: column.code)
    return Heat(
        columns=columns,
        rows=[
            _row(occasion, cells, columns, Sum(by_occasion[occasion], address({"occasion": occasion})), address)
            for occasion in DutyWindow.Occasion.values
            if occasion in by_occasion
        ],
        totals=[Sum(by_point[column], address({"point": column.code})) for column in columns],
        total=Sum(total_of(cells), address({})),
        is_cut=len(columns) < len(by_point),
    )


def _row(occasion: str, cells: Iterable[Cell], columns: Iterable[Column], total: Sum, address: Address) -> Row:
    tallies = {cell.column: cell.tally for cell in cells if cell.occasion == occasion}
    shown = [
        Sum(tallies[column], address({"point": column.code, "occasion": occasion})) if column in tallies else None
        for column in columns
    ]
    return Row(str(DutyWindow.Occasion(occasion).label), shown, total)


def _column(cell: Cell) -> Column:
    return cell.column


def _occasion(cell: Cell) -> str:
    return cell.occasion


def gaps(cells: Iterable[Cell]) -> list[Cell]:
    """Those under the best shade, the lowest first."""
    found = (cell for cell in cells if cell.tally.due and cell.tally.percent < GOOD)
    return sorted(found, key=lambda cell: (cell.tally.share, cell.column.code))


def gap_in_words(cells: Sequence[Cell]) -> str:
    """The largest gap as a sentence: the occasion, and its lowest points."""
    if not any(cell.tally.due for cell in cells):
        return _("No window has closed yet")
    lowest = gaps(cells)
    if not lowest:
        return _("Every point was at %(percent)s%% or more") % {"percent": GOOD}
    rates = sums_by(cells, _occasion)
    worst = min({cell.occasion for cell in lowest}, key=lambda occasion: rates[occasion].share)
    points = [
        _("point %(number)s %(percent)s%%") % {"number": cell.column.head, "percent": cell.tally.percent}
        for cell in [cell for cell in lowest if cell.occasion == worst][:2]
    ]
    return _("The gap is largest at %(occasion)s: %(points)s") % {
        "occasion": DutyWindow.Occasion(worst).label,
        "points": listed(points),
    }
