"""How words stand together in a sentence of the reader's language."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(words: Iterable[str]) -> str:
    """The words in a row, with the comma of the language."""
    return pgettext("between the items of a list", ", ").join(words)


def relisted(text: str) -> str:
    """Words that are stored in a row, "A, B", with the comma of the reader's language."""
    return listed(text.split(", "))
