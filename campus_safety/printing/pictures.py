"""Pictures in rows, drawn on a paper."""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _

from campus_safety.printing.blocks import Picture, Pictures
from campus_safety.printing.lines import broken
from campus_safety.printing.paper import HAIR, SMALL, Paper

IN_A_ROW, GAP = 4, 4.0
HEIGHT = 32.0


def draw_pictures(paper: Paper, block: Pictures) -> None:
    """Draw pictures, four in a row, each whole and with its caption on the same page."""
    for start in range(0, len(block.pictures), IN_A_ROW):
        _draw_row(paper, block.pictures[start : start + IN_A_ROW])


def _draw_row(paper: Paper, pictures: Sequence[Picture]) -> None:
    width = (paper.epw - (IN_A_ROW - 1) * GAP) / IN_A_ROW
    paper.choose(SMALL)
    captions = [broken(picture.caption, width, paper.measure) for picture in pictures]
    height = HEIGHT + max(len(lines) for lines in captions) * paper.leading + GAP
    paper.need(height)
    top = paper.y + GAP / 2
    for number, (picture, lines) in enumerate(zip(pictures, captions, strict=True)):
        x = paper.l_margin + number * (width + GAP)
        if picture.content is None:
            paper.set_line_width(HAIR)
            paper.rect(x, top, width, HEIGHT)
            paper.put(_("The file is missing"), x, top + HEIGHT / 2, width, "C")
        else:
            content = BytesIO(picture.content)
            paper.image(content, x, top, width, HEIGHT, keep_aspect_ratio=True, alt_text=picture.caption)
        for place, line in enumerate(lines):
            paper.put(line, x, top + HEIGHT + place * paper.leading, width, "C")
    paper.y = top - GAP / 2 + height
