"""Reading the list in a text file that a stranger made: values with commas between them."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import IO

from openpyxl.utils import get_column_letter

from campus_safety.spreadsheets.cells import MOST_COLUMNS, Value
from campus_safety.spreadsheets.package import MEGABYTE, MOST_BYTES
from campus_safety.spreadsheets.reading import Column, Table, table_of
from campus_safety.spreadsheets.refusals import refusal

# As it is written everywhere today, and as Excel writes it in China.
ENCODINGS = ("utf-8-sig", "gb18030")


def read_csv(content: IO[bytes], *, columns: Sequence[Column], most_rows: int) -> Table:
    """The list in the file: headings in the first line that is not empty, values below it, all of them texts.

    Raises ValidationError, with one of the codes of `refusals`, for everything that is no list of up to `most_rows`
    rows. Empty rows and cells are passed over.
    """
    read = content.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise refusal("too_large", megabytes=MOST_BYTES // MEGABYTE)
    cells: list[tuple[int, dict[int, Value]]] = []
    try:
        for number, row in enumerate(csv.reader(StringIO(_text_of(read), newline=""), strict=True), 1):
            if found := {column: value.strip() for column, value in enumerate(row, 1) if value.strip()}:
                _check_size(number, max(found), len(cells), most_rows)
                cells.append((number, dict(found)))
    except csv.Error as error:
        raise refusal("not_csv") from error
    return table_of(cells, columns)


def _text_of(read: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = read.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refusal("not_csv")


def _check_size(number: int, last_column: int, rows_before: int, most_rows: int) -> None:
    if last_column > MOST_COLUMNS:
        raise refusal("too_many_columns", cell=f"{get_column_letter(MOST_COLUMNS + 1)}{number}", most=MOST_COLUMNS)
    if rows_before > most_rows:
        raise refusal("too_many_rows", cell=f"A{number}", most=most_rows)
