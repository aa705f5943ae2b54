"""Coverage as a workbook: every point on every occasion, and every officer. Numbers are numbers."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from patrols.coverage.counts import Cell
from patrols.coverage.load import Loads


def sheets_of(cells: Iterable[Cell], loads: Loads) -> list[Sheet]:
    """The two sheets."""
    by_point = [
        Heading(_("Code"), 10),
        Heading(_("Patrol point"), 28),
        Heading(_("Occasion"), 12),
        Heading(_("Duties due"), 12),
        Heading(_("Duties done"), 12),
        Heading(_("Visited late"), 12),
        Heading(_("Missed"), 10),
        Heading(_("Cancelled, out of the count"), 18),
        Heading(_("Window not over yet"), 14),
        Heading(_("Visibility rate (%)"), 14),
    ]
    by_officer = [
        Heading(_("Officer"), 16),
        Heading(_("Outings"), 10),
        Heading(_("Time out (min)"), 14),
        Heading(_("Check-ins"), 10),
        Heading(_("Patrol points"), 12),
    ]
    return [Sheet(_("Points"), by_point, _rates(cells)), Sheet(_("Officers"), by_officer, _loads(loads))]


def _rates(cells: Iterable[Cell]) -> Iterator[list[Value]]:
    for cell in cells:
        tally = cell.tally
        counts = [tally.due, tally.done, tally.late, tally.missed, tally.cancelled, tally.ahead]
        yield [cell.column.code, cell.column.name, cell.label, *counts, tally.rate]


def _loads(loads: Loads) -> Iterator[list[Value]]:
    for row in loads.rows:
        yield [str(row.officer), row.outings, row.minutes, row.check_ins, row.points]
