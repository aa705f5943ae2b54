"""`manage.py update_texts`: bring the Chinese catalogue in step with the source."""

import json
from pathlib import Path
from typing import Any

import polib
from django.core.management.base import BaseCommand, CommandParser

from campus_safety.catalogue import Text, chinese_catalogue, text_of, texts_of_source

HEAD = {
    "Project-Id-Version": "campus-safety",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class Command(BaseCommand):
    """Add what is new, drop what is idle, keep what is translated."""

    help = "Write the catalogue anew from the source; --from FILE.json takes Chinese from {english: chinese}."

    def add_arguments(self, parser: CommandParser) -> None:
        """The files with Chinese to take in; `context::english` and `english|plural` are understood."""
        parser.add_argument("--from", dest="files", action="append", default=[], type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the catalogue."""
        path = chinese_catalogue()
        old = {text_of(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
        given: dict[str, str] = {}
        for file in options["files"]:
            given |= json.loads(file.read_text("utf-8"))
        catalogue = polib.POFile(wrapwidth=110)
        catalogue.metadata = HEAD
        texts = texts_of_source()
        for text in sorted(texts):
            catalogue.append(_entry(text, texts[text], old.get(text), given))
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        left = [entry.msgid for entry in catalogue.untranslated_entries()]
        self.stdout.write(f"{len(texts)} texts, {len(left)} without Chinese.")
        for english in left:
            self.stdout.write(f"  {english!r}")


def _entry(text: Text, places: list[str], old: polib.POEntry | None, given: dict[str, str]) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=text.english, msgctxt=text.context or None, occurrences=[(place, "") for place in places]
    )
    key = f"{text.context}::{text.english}" if text.context else text.english
    kept = "" if old is None or old.fuzzy else old.msgstr_plural.get(0, "") or old.msgstr
    chinese = given.get(f"{key}|{text.plural}") or given.get(key) or kept
    if text.plural:
        entry.msgid_plural, entry.msgstr_plural = text.plural, {0: chinese}
    else:
        entry.msgstr = chinese
    if "%(" in text.english or "%s" in text.english:
        entry.flags = ["python-format"]
    return entry
