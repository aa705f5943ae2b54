"""The catalogue of translations: the texts that the source asks for, and those that have their Chinese."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

CODE = ("campus_safety", "schools", "patrols", "incidents", "outreach")
KEYWORDS: Any = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text in the source: its English, its plural and its context, if any."""

    english: str
    plural: str = ""
    context: str = ""


def chinese_catalogue() -> Path:
    """The file with the Chinese of every text."""
    return Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"


def texts_of_source() -> dict[Text, list[str]]:
    """Every text of the Python code and the templates, with the files (relative) where it stands."""
    found: dict[Text, list[str]] = {}
    for path in _files():
        for text in _texts_of(path):
            places = found.setdefault(text, [])
            name = path.relative_to(settings.BASE_DIR).as_posix()
            if name not in places:
                places.append(name)
    return found


def _files() -> Iterator[Path]:
    for folder in CODE:
        yield from sorted(p for p in (settings.BASE_DIR / folder).rglob("*.py") if "migrations" not in p.parts)
    yield from sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    yield from sorted((settings.BASE_DIR / "templates").rglob("*.txt"))


def _texts_of(path: Path) -> Iterator[Text]:
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        source = f"(\n{templatize(source, origin=str(path))}\n)"  # in brackets, so that indentation means nothing
    message: Any
    for _line, function, message, _comments in extract_python(BytesIO(source.encode()), KEYWORDS, [], {}):
        words = (message,) if isinstance(message, str) else message
        yield from _text(str(function), list(words))


def _text(function: str, arguments: list[str | None]) -> Iterator[Text]:
    words = [argument for argument in arguments if argument is not None]
    if not words or len(words) < {"ngettext": 2, "pgettext": 2, "npgettext": 3}.get(function.removesuffix("_lazy"), 1):
        return
    match function.removesuffix("_lazy"):
        case "ngettext":
            yield Text(words[0], plural=words[1])
        case "pgettext":
            yield Text(words[1], context=words[0])
        case "npgettext":
            yield Text(words[1], plural=words[2], context=words[0])
        case _:
            yield Text(words[0])


def faults(catalogue: polib.POFile, texts: dict[Text, list[str]]) -> list[str]:
    """What keeps the catalogue from being complete: missing, untranslated, fuzzy and idle entries, one line each."""
    entries = {text_of(entry): entry for entry in catalogue if not entry.obsolete}
    lines = [f"missing: {text.english!r} ({places[0]})" for text, places in texts.items() if text not in entries]
    for text, entry in entries.items():
        if text not in texts:
            lines.append(f"idle: {text.english!r}")
        elif not entry.translated():
            lines.append(f"untranslated: {text.english!r} ({texts[text][0]})")
        if entry.fuzzy:
            lines.append(f"fuzzy: {text.english!r}")
    return sorted(lines)


def text_of(entry: polib.POEntry) -> Text:
    """The text that an entry of the catalogue translates."""
    return Text(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")
