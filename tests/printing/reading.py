"""Reading a PDF back: its text as a screen reader or a search finds it, and what it says of itself."""

import re
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any

import pikepdf

MM = Decimal(72) / Decimal("25.4")
QUIET = 4  # modules round a code
_PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n")


def opened(content: bytes) -> pikepdf.Pdf:
    """The document."""
    return pikepdf.open(BytesIO(content))


def pages_of(content: bytes) -> list[str]:
    """The text of each page, in the order in which it was drawn, a line a string of it."""
    with opened(content) as pdf:
        return [_text(page) for page in pdf.pages]


def text_of(content: bytes) -> str:
    """The text of all pages without line breaks, so that a sentence is found wherever its lines end."""
    return "".join(pages_of(content)).replace("\n", "")


def drawn_code(content: bytes, side: int) -> tuple[list[list[bool]], float]:
    """The modules of the code on the first page, read back from its squares, and its whole side in millimetres.

    `side` is how many modules the code has without its quiet zone.
    """
    with opened(content) as pdf:
        steps = pikepdf.parse_content_stream(pdf.pages[0], "re f")
    areas = [list(boxes) for is_box, boxes in groupby(steps, lambda step: str(step.operator) == "re") if is_box]
    runs = [[float(value) for value in step.operands] for step in max(areas, key=len)]  # filled as one: the code
    module = min(height for _x, _y, _width, height in runs)
    left, top = min(x for x, *_rest in runs), max(y + height for _x, y, _width, height in runs)
    dark = [[False] * side for _row in range(side)]
    for x, y, width, height in runs:
        row, start = round((top - y - height) / module), round((x - left) / module)
        dark[row][start : start + round(width / module)] = [True] * round(width / module)
    return dark, module * (side + 2 * QUIET) / float(MM)


def _text(page: pikepdf.Page) -> str:
    fonts: dict[str, dict[bytes, str]] = {
        str(name): _codes(font) for name, font in dict(page.resources["/Font"]).items()
    }
    codes: dict[bytes, str] = {}
    lines = []
    for step in pikepdf.parse_content_stream(page, "Tf Tj TJ"):
        if str(step.operator) == "Tf":
            codes = fonts[str(step.operands[0])]
        else:
            strings: Any = step.operands[0] if str(step.operator) == "TJ" else step.operands
            lines.append("".join(_decoded(bytes(each), codes) for each in strings if isinstance(each, pikepdf.String)))
    return "\n".join(lines)


def _codes(font: Any) -> dict[bytes, str]:
    """What each code of two bytes stands for, as the font's ToUnicode says."""
    pairs = _PAIR.findall(font["/ToUnicode"].read_bytes())
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _decoded(text: bytes, codes: dict[bytes, str]) -> str:
    return "".join(codes[text[place : place + 2]] for place in range(0, len(text), 2))
