"""Writing workbooks, row by row, so that any number of rows fits into memory."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.http import FileResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from campus_safety.spreadsheets.texts import cleaned, escaped

Value = str | int | float | Decimal | date | datetime | time | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_IN_MEMORY = 1024 * 1024  # bytes of a download; what is larger goes through a file
LONGEST_TITLE = 31
A4 = 9  # ECMA-376-1, 18.3.1.63
TEXT_FORMAT = "@"  # what is typed into such a cell stays as it is: 023… keeps its zero
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\\t\r\n]")
# Excel evaluates such a text once somebody has edited its cell, unless the cell is marked as quoted.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: its words, its width in characters, and whether all that is typed below is text."""

    text: str
    width: int = 16
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its title, its headings, its rows (read once, as they are written)."""

    title: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Value]]


def workbook_response(name: str, sheets: Iterable[Sheet]) -> FileResponse:
    """A download of a workbook called `name` (with its .xlsx), which nobody on the way keeps."""
    file = SpooledTemporaryFile(max_size=MOST_IN_MEMORY)  # noqa: SIM115  (the response closes it)
    write_workbook(file, sheets)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def write_workbook(file: IO[bytes], sheets: Iterable[Sheet]) -> None:
    """Write the sheets into a file: headings bold and frozen, numbers and dates as such, and no text ever a formula."""
    book = Workbook(write_only=True)
    titles: set[str] = set()
    for sheet in sheets:
        title = _title(sheet.title, titles)
        titles.add(title.casefold())
        _fill(book.create_sheet(title), sheet)
    book.save(file)


def _fill(page: Any, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    _lay_on_paper(page)
    for number, heading in enumerate(sheet.headings, 1):
        column = page.column_dimensions[get_column_letter(number)]
        column.width = heading.width
        if heading.is_text:
            column.number_format = TEXT_FORMAT
    page.append([_cell(page, heading.text, is_bold=True) for heading in sheet.headings])
    for row in sheet.rows:
        page.append(list(_cells(page, row, sheet.headings)))


def _lay_on_paper(page: Any) -> None:
    """Printed, a sheet is as wide as a page on its side, and its headings stand on every one."""
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight, page.page_setup.orientation, page.page_setup.paperSize = 0, "landscape", A4
    page.print_title_rows = "1:1"


def _cells(page: Any, row: Sequence[Value], headings: Sequence[Heading]) -> Iterator[Any]:
    for value, heading in zip(row, headings, strict=True):
        cell = _cell(page, value)
        if heading.is_text:
            cell.number_format = TEXT_FORMAT
        yield cell


def _cell(page: Any, value: Value, *, is_bold: bool = False) -> Any:
    """A cell. A moment is shown as the clock in Asia/Shanghai says, for a workbook knows no time zones."""
    if isinstance(value, str):
        cell = _text_cell(page, cleaned(value))
    elif isinstance(value, datetime) and timezone.is_aware(value):
        cell = WriteOnlyCell(page, timezone.localtime(value).replace(tzinfo=None))
    else:
        cell = WriteOnlyCell(page, value)
    cell.number_format = _FORMATS.get(type(value), cell.number_format)
    if is_bold:
        cell.font = Font(bold=True)
    return cell


def _text_cell(page: Any, text: str) -> Any:
    """A text that stays one: its type says so, and, where it looks like a formula, the mark of the quote before it.

    The mark (quotePrefix, ECMA-376-1, 18.8.45) is no part of the text, so that nothing comes back with an apostrophe.
    """
    cell = WriteOnlyCell(page, escaped(text))
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    return cell


def _title(title: str, taken: set[str]) -> str:
    """A title that Excel accepts: without its signs, of up to 31 characters, unlike the others whatever the case."""
    plain = _NOT_IN_A_TITLE.sub(" ", cleaned(title)).strip(" '")[:LONGEST_TITLE].rstrip(" '") or "Sheet"
    unique, number = plain, 2
    while unique.casefold() in taken:
        ending = f" {number}"
        unique, number = plain[: LONGEST_TITLE - len(ending)] + ending, number + 1
    return unique
