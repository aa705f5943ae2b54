"""The columns of a list of figures from before the portal."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.spreadsheets.cells import Value
from campus_safety.spreadsheets.csv_reading import read_csv
from campus_safety.spreadsheets.reading import Column, Row, Table, day_of, read_table, text_of
from campus_safety.statistics.registry import indicators
from campus_safety.wording import in_every_language, known_words

MOST_ROWS = 2_000
EXACT, AT_LEAST = "exact", "at_least"
BOUNDS = {EXACT: pgettext_lazy("of a figure", "exact"), AT_LEAST: pgettext_lazy("of a figure", "at least")}
HEADINGS: dict[str, Any] = {
    "unit": _("Unit"),
    "first_day": _("First day"),
    "last_day": _("Last day"),
    "indicator": _("Indicator"),
    "value": pgettext_lazy("of a figure", "Value"),
    "bound": pgettext_lazy("of a figure", "Exact or at least"),
    "source": pgettext_lazy("of a figure", "Source"),
    "note": _("Note"),
}
OPTIONAL = frozenset({"bound", "note"})
# How days are written in China, beside 2018-02-01: 2018/2/1, 2018.2.1, 2018年2月1日.
_MARKS_OF_DAYS = str.maketrans({"/": "-", ".": "-", "年": "-", "月": "-", "日": None})


def columns() -> list[Column]:
    """What the readers take: each column under its heading in any language, or under its key."""
    return [Column(key, [*in_every_language(heading), key], key not in OPTIONAL) for key, heading in HEADINGS.items()]


def read_history(path: Path) -> Table:
    """The rows of a file: a text with commas if it is called .csv, else a workbook.

    Raises OSError if it cannot be opened, and ValidationError for what is no such list.
    """
    read = read_csv if path.suffix.casefold() == ".csv" else read_table
    with path.open("rb") as file:
        return read(file, columns=columns(), most_rows=MOST_ROWS)


def indicator_keys() -> dict[str, str]:
    """{what an indicator is called in any language, or its key: its key}."""
    return known_words({indicator.key: indicator.label for indicator in indicators()})


def said_in(row: Row) -> dict[str, Any]:
    """What the cells of a row say, as a person would type it."""
    said = {key: _day_in(value) if key.endswith("_day") else text_of(value) for key, value in row.values.items()}
    return {"bound": EXACT} | said


def bound_of(text: str) -> str:
    """EXACT or AT_LEAST. Raises ValidationError for another word."""
    bound = known_words(BOUNDS).get(text.casefold())
    if bound is None:
        raise ValidationError(_("Write “%(exact)s” or “%(at_least)s”."), params=BOUNDS)
    return bound


def _day_in(value: Value) -> str:
    if isinstance(value, float):
        return day_of(value) or text_of(value)
    return text_of(value).translate(_MARKS_OF_DAYS)
