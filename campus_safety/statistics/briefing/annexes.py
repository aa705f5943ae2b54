"""The tables of a briefing as they stand behind its text on paper: narrow enough for an upright sheet, and numbered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.statistics.briefing.document import Amount, Cell, Table

# Columns of numbers that a sheet of A4 holds beside a name.
MOST_NUMBERS = 5


def annexes_of(figures: Table, breakdowns: Iterable[Table], definitions: Table) -> list[Table]:
    """The tables as they stand on paper: numbered, wide ones in parts; what two ways cross is left to the workbook."""
    parts = [part for table in breakdowns if table.keys == 1 for part in _parts(table)]
    return [
        replace(table, title=_("Annex %(number)s: %(title)s") % {"number": number, "title": table.title})
        for number, table in enumerate([figures, *parts, definitions], 1)
    ]


def _parts(table: Table) -> Iterator[Table]:
    """A table with one name a line as one for each chapter, or several where a chapter has many figures."""
    numbers = list(enumerate(table.columns))[1:]
    chapters = [(chapter, list(found)) for chapter, found in groupby(numbers, lambda each: each[1].chapter)]
    for chapter, found in chapters:
        words = {"title": table.title, "chapter": chapter}
        title = pgettext("table", "%(title)s: %(chapter)s") % words if len(chapters) > 1 else table.title
        for start in range(0, len(found), MOST_NUMBERS):
            yield _part(table, title, [0, *(place for place, _column in found[start : start + MOST_NUMBERS])])


def _part(table: Table, title: str, places: Sequence[int]) -> Table:
    """Some columns of a table, on the lines where one of them says something."""
    rows = [[row[place] for place in places] for row in table.rows]
    return Table(
        title,
        [table.columns[place] for place in places],
        [row for row in rows if any(map(_says, row[1:]))],
        [table.total[place] for place in places],
    )


def _says(cell: Cell) -> bool:
    """Whether a number is more than nothing; a rate of zero is something."""
    return isinstance(cell, Amount) and (cell.value is not None if cell.is_rate else bool(cell.value))
