"""How words stand together in a sentence of the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import get_language, override, pgettext

Stored = TypeVar("Stored")


def listed(words: Iterable[str]) -> str:
    """The words in a row, with the comma of the language."""
    return pgettext("between the items of a list", ", ").join(words)


def relisted(text: str) -> str:
    """Words that are stored in a row, "A, B", with the comma of the reader's language."""
    return listed(text.split(", "))


def in_every_language(text: Any) -> list[str]:
    """A text that is translated when it is read, in each language of the portal: the reader's own first."""
    others = [language for language, _name in settings.LANGUAGES if language != get_language()]
    found = [str(text)]
    for language in others:
        with override(language):
            found.append(str(text))
    return found


def known_words(words: Mapping[Stored, Any]) -> dict[str, Stored]:
    """{word, in small letters: what it stands for}: in each language, and a stored value as itself too."""
    found = {str(value).casefold(): value for value in words}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(word).casefold(): value for value, word in words.items()}
    return found
