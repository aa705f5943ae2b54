"""Reading the list on the first worksheet of a workbook that a stranger made.

Measured on hostile files: refused within a second and 50 MB (tests/spreadsheets/test_limits.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO, Any

from openpyxl.utils import get_column_letter

from campus_safety.spreadsheets.cells import Cells, Value
from campus_safety.spreadsheets.package import MEGABYTE, MOST_BYTES, parts_of
from campus_safety.spreadsheets.parts import CONTENT_TYPES, ContentTypes, Parts
from campus_safety.spreadsheets.refusals import refusal
from campus_safety.spreadsheets.strings import SharedStrings
from campus_safety.spreadsheets.walking import Walker

# Where a workbook begins to count its days, and its last one: 9999-12-31.
DAY_0, LAST_DAY = date(1899, 12, 30), 2_958_465


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a list may have: what its values are called, its headings, and whether it must be there.

    Of the headings (one for each language) any will do; the first is the one that an error names.
    """

    key: str
    headings: Sequence[str]
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: its number on the sheet, and the values of its cells by the key of their column."""

    number: int
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A list: the letter of each column that it has, by key, and its rows."""

    letters: dict[str, str]
    rows: list[Row]

    def address(self, row: Row, key: str) -> str:
        """Where a value stands ("B7"), or would stand: the row alone ("7") if the list lacks the column."""
        return f"{self.letters.get(key, '')}{row.number}"


def read_table(content: IO[bytes], *, columns: Sequence[Column], most_rows: int) -> Table:
    """The list on the first worksheet: headings in the first row that is not empty, values below it.

    Raises ValidationError, with one of the codes of `refusals`, for everything that is no plain list of up to
    `most_rows` rows: formulas and merged cells are refused, not guessed at. Empty rows and cells are passed over.
    """
    packed = content.read(MOST_BYTES + 1)
    if len(packed) > MOST_BYTES:
        raise refusal("too_large", megabytes=MOST_BYTES // MEGABYTE)
    return table_of(_first_sheet(Parts(parts_of(packed)), most_rows), columns)


def table_of(cells: Sequence[tuple[int, dict[int, Value]]], columns: Sequence[Column]) -> Table:
    """The list that the rows with a value, (number, {column from 1: value}), make: the headings first.

    Raises ValidationError for headings that are not those of the columns, for values under none, and for no row.
    """
    if len(cells) < 2:
        raise refusal("no_rows")
    (first, headings), *rows = cells
    keys = _keys(headings, first, columns)
    letters = {key: get_column_letter(column) for column, key in keys.items()}
    return Table(letters, [Row(number, _by_key(values, number, keys)) for number, values in rows])


def clock_of(days: float) -> str:
    """The time of day (HH:MM:SS) that a number of days says, to the second; "" if it is not within one day."""
    seconds = round(days * 86_400)
    return f"{timedelta(seconds=seconds)}".zfill(8) if 0 <= seconds < 86_400 else ""


def day_of(days: float) -> str:
    """The day (YYYY-MM-DD) that a number of days says, from 1900-03-01 on; "" if it is no whole one, or none at all.

    Day 60 is the 29th of February 1900, which never was (ECMA-376-1, 18.17.4.1).
    """
    return f"{DAY_0 + timedelta(days=days)}" if days.is_integer() and 60 < days <= LAST_DAY else ""


def text_of(value: Value) -> str:
    """A value as it would be typed: a phone number or a count has no decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class _Sheets(Walker):
    """The relation of each sheet of a workbook, in the order of its tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.relations: list[str] = []

    def begin(self, name: str, attributes: Any) -> None:
        """Keep the relation of a sheet."""
        if name == "sheet":
            self.relations += [value for key, value in attributes.items() if key.endswith(":id")]


def _first_sheet(parts: Parts, most_rows: int) -> list[tuple[int, dict[int, Value]]]:
    if CONTENT_TYPES not in parts:
        raise refusal("no_workbook")
    parts.walk(CONTENT_TYPES, ContentTypes())
    book = _of_kind(parts, parts.relations_of(""), "/officeDocument")
    if book is None:
        raise refusal("no_workbook")
    relations, sheets = parts.relations_of(book), _Sheets()
    parts.walk(book, sheets)
    ordered = {key: relations[key] for key in sheets.relations if key in relations}
    sheet = _of_kind(parts, ordered, "/worksheet")
    if sheet is None:
        raise refusal("no_workbook")
    texts, strings = _of_kind(parts, relations, "/sharedStrings"), SharedStrings()
    if texts is not None:
        parts.walk(texts, strings)
    cells = Cells(strings.found, most_rows)
    parts.walk(sheet, cells)
    parts.walk_the_rest()
    return cells.rows


def _of_kind(parts: Parts, relations: dict[str, tuple[str, str]], kind: str) -> str | None:
    """The first part that is there and is referred to as of this kind."""
    return next((name for type_, name in relations.values() if type_.endswith(kind) and name in parts), None)


def _keys(headings: dict[int, Value], row: int, columns: Sequence[Column]) -> dict[int, str]:
    """{column: key}. Raises ValidationError for a heading that is unknown, stands there twice, or is missing."""
    known = {_plain(heading): column.key for column in columns for heading in column.headings}
    keys: dict[int, str] = {}
    for column, heading in headings.items():
        values = {"cell": f"{get_column_letter(column)}{row}", "heading": heading}
        key = known.get(_plain(heading))
        if key is None:
            raise refusal("unknown_heading", **values)
        if key in keys.values():
            raise refusal("repeated_heading", **values)
        keys[column] = key
    for wanted in columns:
        if wanted.is_required and wanted.key not in keys.values():
            raise refusal("missing_heading", heading=wanted.headings[0])
    return keys


def _plain(heading: Value) -> str:
    return " ".join(str(heading).split()).casefold()


def _by_key(values: dict[int, Value], number: int, keys: dict[int, str]) -> dict[str, Value]:
    for column in values:
        if column not in keys:
            raise refusal("no_heading", cell=f"{get_column_letter(column)}{number}")
    return {keys[column]: value for column, value in values.items()}
