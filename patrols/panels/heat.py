"""The visibility rate of a month by point and occasion, from the compiled figures: where the gaps are."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from campus_safety.dashboard.compiled import figure_of
from campus_safety.dashboard.decisions import rows_of
from campus_safety.dashboard.desks import export_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.spreadsheets.writing import Heading, Sheet
from campus_safety.statistics.registry import name_of
from campus_safety.statistics.words import month_name
from patrols.coverage.counts import Cell, Column, Tally
from patrols.coverage.heat import gap_in_words, gaps, heat_of
from patrols.dimensions import POINT, WINDOW
from patrols.models import DutyWindow, PatrolPoint

KEY = "patrols.visibility_by_point"
LOWEST = 5


def visibility_by_point(desk: Desk) -> dict[str, Any]:
    """The month's rates as a table, the lowest as a list, the largest gap as a sentence: one query, for the points.

    Nothing for a past month without a duty that was due.
    """
    cells = compiled_cells(desk)
    heat = heat_of(cells)
    if not heat.columns and desk.period.ends_at <= desk.at:
        return {}
    first, last = desk.period.first_day, desk.period.last_day
    span = urlencode({"month": desk.period.code, "unit": desk.unit.code})
    return {
        "sentence": gap_in_words(cells),
        "month": month_name(desk.period),
        "heat": heat,
        "lowest": [
            (cell, rows_of(desk, "patrols:duties", first=first, last=last, point=cell.column.code, closed="1"))
            for cell in gaps(cells)[:LOWEST]
        ],
        "coverage_url": f"{reverse('patrols:coverage')}?{span}",
        "export_url": export_of(desk, KEY),
        "windows_url": reverse("patrols:windows"),
    }


def compiled_cells(desk: Desk) -> list[Cell]:
    """The duties of the desk's month by point and occasion, as they were compiled, by code: one query."""
    figure, has_one_unit = figure_of(desk, "visibility_rate"), len(desk.unit_ids) == 1
    rates = figure.breakdowns.get(name_of((POINT, WINDOW)), {}) if figure else {}
    keys = [(int(point), occasion) for point, occasion in (key.split("|") for key in rates)]
    points = PatrolPoint.objects.in_bulk({point for point, _occasion in keys})
    columns = {
        pk: Column(one.code, one.code.rpartition("-")[2] if has_one_unit else one.code, one.name)
        for pk, one in points.items()
    }
    cells = [
        Cell(columns[point], occasion, Tally(due=due, done=done))
        for (point, occasion), (done, due) in zip(keys, rates.values(), strict=True)
        if point in columns
    ]
    occasions = DutyWindow.Occasion.values
    return sorted(cells, key=lambda cell: (cell.column.code, occasions.index(cell.occasion)))


def visibility_sheet(desk: Desk) -> Sheet:
    """Every point on every occasion as a table."""
    headings = [
        Heading(_("Code"), 10),
        Heading(_("Patrol point"), 28),
        Heading(_("Occasion"), 12),
        Heading(_("Duties due"), 12),
        Heading(_("Duties done"), 12),
        Heading(_("Visibility rate (%)"), 14),
    ]
    cells = compiled_cells(desk)
    rows = (
        [one.column.code, one.column.name, one.label, one.tally.due, one.tally.done, one.tally.rate] for one in cells
    )
    return Sheet(_("Visibility rate by point and occasion"), headings, rows)
