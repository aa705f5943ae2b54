"""Reading a PDF back: its text as a screen reader or a search finds it, and what it says of itself."""

import re
from io import BytesIO
from typing import Any

import pikepdf

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
