"""The columns of a list of schools: one for each field of the form, read and written alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.levels import Level
from campus_safety.spreadsheets import writing
from campus_safety.spreadsheets.cells import Value
from campus_safety.spreadsheets.reading import Column, clock_of, text_of
from campus_safety.wording import in_every_language, known_words, listed
from schools.models import School

STATION = "station"  # a column of exports over several stations; read, it is only compared: no school changes hands
_OWNERSHIP = (_("private"), pgettext_lazy("of a school", "public"))
_TRUTH = (_("Yes"), _("No"))
_SEPARATORS = str.maketrans(dict.fromkeys("，,;；/／\n", "、"))


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Field:
    """A column: the form's field, its heading, what a person is told of it, and how a cell becomes a value and back.

    `read` raises ValidationError for what it cannot understand; what it hands on, the form judges. `words` are those
    that a cell may hold, where there are few.
    """

    name: str
    heading: Any
    note: Any = ""
    read: Callable[[Value], Any] = text_of
    write: Callable[[Any], writing.Value] = _as_it_is
    words: Sequence[Any] = ()
    width: int = 12
    is_text: bool = False


def _levels_in(value: Value) -> list[str]:
    words = known_words(dict(Level.choices))
    names = (name.strip() for name in text_of(value).translate(_SEPARATORS).split("、"))
    return [words.get(name.casefold(), name) for name in names if name]


def _levels_out(levels: list[str]) -> str:
    return listed(str(Level(level).label) for level in levels)


def _one_of(two: tuple[Any, Any]) -> Callable[[Value], bool]:
    """Reads one of two words (of any language) as true or false."""

    def read(value: Value) -> bool:
        known: bool | None = known_words({True: two[0], False: two[1]}).get(text_of(value).casefold())
        if known is None:
            raise ValidationError(_("Write “%(yes)s” or “%(no)s”."), params={"yes": two[0], "no": two[1]})
        return known

    return read


def _word_of(two: tuple[Any, Any]) -> Callable[[bool], str]:
    return lambda value: str(two[0] if value else two[1])


def _clock_in(value: Value) -> str:
    """A time of day: Excel keeps it as a part of a day, and Chinese keyboards type it with a colon of their own."""
    clock = clock_of(value) if isinstance(value, float) else ""
    return clock or text_of(value).replace("：", ":")


_COUNT_NOTE = _("A whole number: a head count, never a name.")
_PHONE_NOTE = _("Digits, spaces and dashes only.")
_CLOCK_NOTE = _("Such as 07:50.")

FIELDS = (
    Field("name", _("Name of the school"), _("In every row: a school is known by it."), width=28, is_text=True),
    Field("levels", _("Kind"), _("One or more, with commas between."), _levels_in, _levels_out, Level.labels, width=16),
    Field("is_private", _("Private or public"), "", _one_of(_OWNERSHIP), _word_of(_OWNERSHIP), _OWNERSHIP),
    Field("address", _("Address"), width=32, is_text=True),
    Field("latitude", _("Latitude"), _("Degrees of WGS-84, such as 29.51902.")),
    Field("longitude", _("Longitude"), _("Degrees of WGS-84, such as 106.48912.")),
    Field("head", _("Head"), width=14, is_text=True),
    Field("head_phone", _("Phone of the head"), _PHONE_NOTE, width=16, is_text=True),
    Field("duty_phone", _("Phone of the gatehouse"), _PHONE_NOTE, width=16, is_text=True),
    Field("pupils", _("Pupils"), _COUNT_NOTE),
    Field("staff", _("Staff"), _COUNT_NOTE),
    Field("arrives_at", _("Arrival"), _CLOCK_NOTE, _clock_in),
    Field("dismisses_at", _("Dismissal"), _CLOCK_NOTE, _clock_in),
    Field("is_open", _("In operation"), "", _one_of(_TRUTH), _word_of(_TRUTH), _TRUTH),
)
NEEDED = frozenset({"name", "levels", "latitude", "longitude"})  # columns without which no school can be entered
STATION_HEADING = _("Police station")


def columns() -> list[Column]:
    """What `read_table` takes: every column with its headings, that of the reader's language first."""
    headings = [(field.name, field.heading) for field in FIELDS] + [(STATION, STATION_HEADING)]
    return [Column(name, in_every_language(heading), name in NEEDED) for name, heading in headings]


def value_of(school: School, name: str) -> Any:
    """What a school says in the column `name`; its levels as a list."""
    if name == "levels":
        return [level.level for level in school.levels.all()] if school.pk else []
    return getattr(school, name)


def in_words(field: Field, value: Any) -> str:
    """A value of the form as a reader says it, "" for none."""
    if value is None or value == "":
        return ""
    shown = field.write(value)
    return f"{shown:%H:%M}" if isinstance(shown, time) else str(shown)
