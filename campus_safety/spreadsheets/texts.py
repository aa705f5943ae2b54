"""Text in a workbook: XML holds no control characters, so they are written as _x000D_ (ECMA-376-1, 22.9.2.19)."""

import re

MOST_CHARACTERS = 32_767  # that a cell holds
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEEDS_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def cleaned(text: str) -> str:
    """The text without the characters that XML forbids, and no longer than a cell may be."""
    return _NOT_XML.sub("", text)[:MOST_CHARACTERS]


def escaped(text: str) -> str:
    """A cleaned text as a cell holds it."""
    return _NEEDS_ESCAPE.sub("_x005F_", text).replace("\r", "_x000D_")


def unescaped(text: str) -> str:
    """What a cell means; a half of a character that came without the other becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
