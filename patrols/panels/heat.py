"""The visibility rate of a month by point and occasion: where the gaps are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from campus_safety.dashboard.decisions import rows_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.words import month_name
from campus_safety.wording import listed
from patrols.indicators import ONE_DONE
from patrols.models import Duty, DutyWindow

# A table of more columns cannot be read; the points with the lowest rates stay.
MOST_POINTS = 40
LOWEST = 5
# Percent from which a cell wears the shade; the stronger the shade, the larger the gap.
SHADES = ((97, ""), (90, "shade-1"), (85, "shade-2"), (75, "shade-3"), (0, "shade-4"))
GOOD = SHADES[0][0]


@dataclass(frozen=True, slots=True)
class Column:
    """A point: its name in the head of the table, and in full."""

    code: str
    head: str
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One point on one occasion: duties done of those due."""

    column: Column
    occasion: str
    due: int
    done: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 means that none was missed."""
        return 100 * self.done // self.due

    @property
    def shade(self) -> str:
        """The class of its shade."""
        return next(shade for least, shade in SHADES if self.percent >= least)


def visibility_by_point(desk: Desk) -> dict[str, Any]:
    """The month's rates as a table, the lowest as a list, the largest gap as a sentence: one query.

    Nothing for a past month without a duty.
    """
    cells = list(_cells(desk))
    if not cells and desk.period.ends_at <= desk.at:
        return {}
    shown = _lowest_points(cells)
    columns = sorted({cell.column for cell in shown}, key=lambda column: column.code)
    lowest = sorted(
        (cell for cell in cells if cell.percent < GOOD), key=lambda cell: (cell.done / cell.due, cell.column.code)
    )
    first, last = desk.period.first_day, desk.period.last_day
    return {
        "sentence": _sentence(cells) if cells else _("No window has closed in this month"),
        "month": month_name(desk.period),
        "columns": columns,
        "is_cut": len(shown) < len(cells),
        "rows": _table(shown, columns),
        "lowest": [
            (cell, rows_of(desk, "patrols:duties", first=first, last=last, point=cell.column.code, closed="1"))
            for cell in lowest[:LOWEST]
        ],
        "windows_url": reverse("patrols:windows"),
    }


def _cells(desk: Desk) -> Iterable[Cell]:
    labels = dict(DutyWindow.Occasion.choices)
    has_one_unit = len(desk.unit_ids) == 1
    found = (
        Duty.objects.of_units(desk.unit_ids, desk.period)
        .closed(desk.at)
        .order_by()
        .values("point__code", "point__name", "window__occasion")
        .annotate(due=Count("pk"), done=Count("pk", filter=ONE_DONE))
    )
    for row in found:
        code = row["point__code"]
        column = Column(code, code.rpartition("-")[2] if has_one_unit else code, row["point__name"])
        yield Cell(column, str(labels[row["window__occasion"]]), row["due"], row["done"])


def _lowest_points(cells: list[Cell]) -> list[Cell]:
    totals: defaultdict[Column, list[int]] = defaultdict(lambda: [0, 0])
    for cell in cells:
        totals[cell.column][0] += cell.done
        totals[cell.column][1] += cell.due
    kept = sorted(totals, key=lambda column: (totals[column][0] / totals[column][1], column.code))[:MOST_POINTS]
    return [cell for cell in cells if cell.column in set(kept)]


def _table(cells: list[Cell], columns: list[Column]) -> list[tuple[str, list[Cell | None]]]:
    """A row for each occasion that occurs, in the order of the day; None where a point has no such window."""
    found = {(cell.occasion, cell.column): cell for cell in cells}
    occasions = [str(label) for _value, label in DutyWindow.Occasion.choices]
    return [
        (occasion, [found.get((occasion, column)) for column in columns])
        for occasion in occasions
        if any(cell.occasion == occasion for cell in cells)
    ]


def _sentence(cells: list[Cell]) -> str:
    gaps = [cell for cell in cells if cell.percent < GOOD]
    if not gaps:
        return _("Every point was at %(percent)s%% or more") % {"percent": GOOD}
    rates: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for cell in cells:
        rates[cell.occasion][0] += cell.done
        rates[cell.occasion][1] += cell.due
    worst = min({cell.occasion for cell in gaps}, key=lambda occasion: rates[occasion][0] / rates[occasion][1])
    lowest = sorted(
        (cell for cell in gaps if cell.occasion == worst), key=lambda cell: (cell.percent, cell.column.code)
    )
    points = [
        _("point %(number)s %(percent)s%%") % {"number": cell.column.head, "percent": cell.percent}
        for cell in lowest[:2]
    ]
    return _("The gap is largest at %(occasion)s: %(points)s") % {"occasion": worst, "points": listed(points)}
