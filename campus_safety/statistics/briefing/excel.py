"""A briefing as a workbook: what it is, every figure with how it is counted, and a sheet for each breakdown."""

from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.spreadsheets.writing import Heading, Sheet, Value, write_workbook
from campus_safety.statistics.briefing.document import Amount, Briefing, Cell, Column, Table

NAME, NUMBER, WORDS = 28, 16, 90  # widths in characters


def workbook_of(briefing: Briefing) -> bytes:
    """The briefing as an .xlsx: numbers, days and moments as such, no text ever a formula. No query."""
    file = BytesIO()
    write_workbook(file, _sheets(briefing))
    return file.getvalue()


def _sheets(briefing: Briefing) -> Iterator[Sheet]:
    cover: list[list[Value]] = [[fact.label, fact.value] for fact in briefing.facts]
    cover += [["", line] for line in briefing.closing]
    yield Sheet(_("Briefing"), [Heading(pgettext("report", "Report"), NAME), Heading(briefing.title, WORDS)], cover)
    yield _figures(briefing)
    for table in briefing.breakdowns:
        yield Sheet(table.title, list(map(_heading, table.columns)), _rows(table))


def _figures(briefing: Briefing) -> Sheet:
    """Every figure, and beside it how it is counted."""
    how = briefing.definitions.columns[-1]
    headings = [*map(_heading, briefing.figures.columns), Heading(how.title, WORDS)]
    definitions = [row[-1] for row in briefing.definitions.rows]
    rows = [[*map(_value, row), _value(how)] for row, how in zip(briefing.figures.rows, definitions, strict=True)]
    return Sheet(briefing.figures.title, headings, rows)


def _heading(column: Column) -> Heading:
    return Heading(column.title, NUMBER if column.is_number else NAME)


def _rows(table: Table) -> Iterator[list[Value]]:
    for row in [*table.rows, table.total]:
        yield [_value(cell) for cell in row]


def _value(cell: Cell) -> Value:
    return cell.value if isinstance(cell, Amount) else cell
