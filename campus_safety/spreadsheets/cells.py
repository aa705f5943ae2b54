"""The cells of a worksheet, as they stand in its XML."""

import math
import re
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

from campus_safety.spreadsheets.refusals import refusal
from campus_safety.spreadsheets.texts import unescaped
from campus_safety.spreadsheets.walking import Walker

# A cell's own value: dates and times are numbers (of days) in a workbook, and what a number means its column says.
Value = str | float | bool

MOST_COLUMNS = 64
_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")


class Cells(Walker):
    """The rows that hold a value: (number, {column from 1: value}), the headings first.

    Raises ValidationError at once for what cannot be a list: a formula, merged cells, too many rows or columns.
    """

    def __init__(self, strings: list[str], most_rows: int) -> None:
        super().__init__()
        self.rows: list[tuple[int, dict[int, Value]]] = []
        self._strings, self._most_rows = strings, most_rows
        self._row = self._column = 0
        self._type = ""
        self._pieces: list[str] = []
        self._is_in_cell = self._is_reading = self._is_phonetic = False

    def begin(self, name: str, attributes: Any) -> None:
        """A row, a cell, or its value begins."""
        match name:
            case "row":
                self._begin_row(attributes.get("r"))
            case "c":
                self._begin_cell(attributes.get("r"), attributes.get("t", "n"))
            case "f" if self._is_in_cell:
                raise refusal("formula", cell=self._address)
            case "rPh":
                self._is_phonetic = True
            case "v" | "t":
                self._is_reading = self._is_in_cell and not self._is_phonetic
            case "mergeCell":
                raise refusal("merged", cells=attributes.get("ref", ""))

    def characters(self, content: str) -> None:
        """Keep a piece of a value."""
        if self._is_reading:
            self._pieces.append(content)

    def end(self, name: str) -> None:
        """A value, or its cell, is complete."""
        self._is_reading = False
        if name == "rPh":
            self._is_phonetic = False
        if name == "c":
            self._end_cell()

    @property
    def _address(self) -> str:
        return f"{get_column_letter(self._column)}{self._row}"

    def _begin_row(self, number: str | None) -> None:
        """Rows may leave their number out, but none comes twice or goes back."""
        row = self._row + 1 if number is None else _whole(number)
        if row <= self._row:
            raise refusal("broken")
        self._row, self._column = row, 0

    def _begin_cell(self, reference: str | None, kind: str) -> None:
        column, row = self._column + 1, self._row
        if reference is not None:
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                raise refusal("broken")
            column, row = column_index_from_string(found[1]), int(found[2])
        if row != self._row or column <= self._column:
            raise refusal("broken")
        self._column, self._type, self._pieces, self._is_in_cell = column, kind, [], True

    def _end_cell(self) -> None:
        self._is_in_cell = False
        text = "".join(self._pieces)
        value = self._value(text) if text.strip() else ""
        if value == "":
            return
        if self._column > MOST_COLUMNS:
            raise refusal("too_many_columns", cell=self._address, most=MOST_COLUMNS)
        if not self.rows or self.rows[-1][0] != self._row:
            self.rows.append((self._row, {}))
        if len(self.rows) > self._most_rows + 1 or self._row > self.rows[0][0] + self._most_rows:
            raise refusal("too_many_rows", cell=self._address, most=self._most_rows)
        self.rows[-1][1][self._column] = value

    def _value(self, text: str) -> Value:
        match self._type:
            case "s":
                index = _whole(text)
                if index >= len(self._strings):
                    raise refusal("broken")
                return unescaped(self._strings[index]).strip()
            case "n":
                return _number(text)
            case "b":
                return text.strip() in {"1", "true"}
            case "e":
                raise refusal("error_value", cell=self._address)
        return unescaped(text).strip()


def _whole(text: str) -> int:
    if not (text.isascii() and text.strip().isdigit()):
        raise refusal("broken")
    return int(text)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise refusal("broken") from error
    if not math.isfinite(number):
        raise refusal("broken")
    return number
