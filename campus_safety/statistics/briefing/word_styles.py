"""The styles of a Word document that is set as official papers are (GB/T 9704-2012: paper, margins, faces, sizes).

The faces are those that Chinese offices have; a style names them for both scripts.
"""

from dataclasses import dataclass
from typing import cast

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

LATIN = "Times New Roman"
SONG, FANG, HEI = "宋体", "仿宋", "黑体"
# Sizes in points: 二号, 三号, 四号, 五号.
SECOND, THIRD, FOURTH, FIFTH = 22.0, 16.0, 14.0, 10.5
LEADING = 28.0  # of the text: a page has 22 lines
WIDTH, HEIGHT = Mm(210), Mm(297)
TOP, RIGHT, BOTTOM, LEFT = Mm(37), Mm(26), Mm(35), Mm(28)
OF_A_TITLE = 18  # characters on a line of the title, with the gaps that offices leave round digits
PARAGRAPH = 200  # hundredths of a character that a paragraph is set in by

TITLE, LINE, HEADING, TEXT, SIGNATURE = "Title", "Subtitle", "Heading 1", "Body Text", "Body Text 2"
CLOSING, ANNEX, CELL, MARK, NUMBER = "Body Text 3", "Heading 2", "No Spacing", "Header", "Footer"
TABLE = "Table Grid"


@dataclass(frozen=True, slots=True)
class Dress:
    """How a style looks: face, size and leading in points (None: single), how it stands, what it is set in by."""

    face: str
    size: float
    leading: float | None = LEADING
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    indent: int = 0
    is_bold: bool = False
    left: Length | None = None


CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
STYLES = {
    "Normal": Dress(FANG, THIRD),
    TITLE: Dress(SONG, SECOND, 36.0, CENTRE, is_bold=True),
    LINE: Dress(FANG, THIRD, align=CENTRE),
    HEADING: Dress(HEI, THIRD, indent=PARAGRAPH),
    TEXT: Dress(FANG, THIRD, align=BOTH, indent=PARAGRAPH),
    SIGNATURE: Dress(FANG, THIRD, align=CENTRE, left=Mm(86)),
    CLOSING: Dress(FANG, FIFTH, None),
    ANNEX: Dress(HEI, FOURTH),
    CELL: Dress(SONG, FIFTH, None),
    MARK: Dress(HEI, FOURTH, None),
    NUMBER: Dress(SONG, FOURTH, None, CENTRE),
}


def characters(text: str) -> float:
    """How many Chinese characters a text is wide: a letter or digit is half of one."""
    return sum(0.5 if one.isascii() else 1 for one in text)


def dress(document: Document) -> None:
    """Give a new document its paper, margins and styles."""
    page = document.sections[0]
    page.page_width, page.page_height = WIDTH, HEIGHT
    page.top_margin, page.right_margin, page.bottom_margin, page.left_margin = TOP, RIGHT, BOTTOM, LEFT
    for name, look in STYLES.items():
        _dress(cast("ParagraphStyle", document.styles[name]), look)


def _dress(style: ParagraphStyle, look: Dress) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.is_bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    _name_faces(style, look.face)
    form = style.paragraph_format
    form.alignment, form.left_indent = look.align, look.left
    form.space_before = form.space_after = Pt(0)
    if look.leading is None:
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        form.line_spacing = Pt(look.leading)
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    if look.indent:
        form.first_line_indent = Pt(look.size * look.indent / 100)
        properties.get_or_add_ind().set(qn("w:firstLineChars"), str(look.indent))


def _name_faces(style: ParagraphStyle, face: str) -> None:
    """One face for Chinese, one for Latin letters and digits; those of the theme would come before them."""
    properties = style.element.get_or_add_rPr()
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    fonts = properties.get_or_add_rFonts()
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", face), ("cs", LATIN)):
        fonts.set(qn(f"w:{script}"), name)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
