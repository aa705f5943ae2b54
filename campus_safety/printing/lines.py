"""Where a line of Chinese ends: after any character, but not within a date or a word, nor before a closing sign.

The signs are those of CLREQ (requirements for Chinese text layout, W3C), 3.1.6.
"""

import re
from collections.abc import Callable, Iterator

_OPENING = r"（《〈「『【〔“‘(\["
_CLOSING = r"，。、；：？！）》〉」』】〕”’…·,.;:?!)\]%％°"
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uffee\U00020000-\U0003ffff"
_DATE = r"(?:\d+\s?[年月日号时分](?:\s(?=\d))?)+"
_UNBROKEN = re.compile(rf"[{_OPENING}]*(?:{_DATE}|[^ {_WIDE}{_OPENING}]+|[^ ]|(?= ))[{_CLOSING}]*[ ]*|.", re.DOTALL)


def broken(text: str, width: float, measure: Callable[[str], float], indent: float = 0) -> list[str]:
    """The text in lines of at most `width` (the first less `indent`), in the unit of `measure`; one line at least.

    A line break in the text stays one.
    """
    first, *others = text.splitlines() or [""]
    lines = list(_lines(first, width, measure, indent))
    return lines + [line for part in others for line in _lines(part, width, measure, 0)]


def _lines(text: str, width: float, measure: Callable[[str], float], used: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, width, measure):
        if line and used + measure(piece.rstrip(" ")) > width:
            yield line.rstrip(" ")
            line, used = "", 0
        line, used = line + piece, used + measure(piece)
    yield line.rstrip(" ")


def _pieces(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """What is not broken; what alone is too wide for a line, such as an address of the web, is, after any character."""
    for piece in _UNBROKEN.findall(text):
        if measure(piece.rstrip(" ")) <= width:
            yield piece
        else:
            yield from piece
