"""`manage.py check_texts`: no text without its Chinese passes."""

from typing import Any

import polib
from django.core.management.base import BaseCommand, CommandError

from campus_safety.catalogue import chinese_catalogue, faults, texts_of_source


class Command(BaseCommand):
    """Compare the catalogue with the source."""

    help = "Fail if a text is missing from the Chinese catalogue, untranslated, fuzzy or no longer used."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check. Raises CommandError with one line for each fault."""
        texts = texts_of_source()
        found = faults(polib.pofile(str(chinese_catalogue())), texts)
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{len(texts)} texts, all in Chinese.")
