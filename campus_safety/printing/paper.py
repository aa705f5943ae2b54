"""A sheet of paper in Chinese type: its margins, head and foot, and lines of text on it. Lengths are in millimetres."""

from enum import StrEnum
from typing import cast

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _
from fpdf import FPDF, Align, ViewerPreferences
from fpdf.enums import TextMode
from fpdf.fonts import TTFFont

from campus_safety.printing.faces import Face, add_face
from campus_safety.printing.lines import broken

SIDE, TOP, BOTTOM, HEAD, FOOT = 20.0, 20.0, 22.0, 10.0, 14.0
SECTION_NEEDS = 54.0
MM_PER_POINT = 25.4 / 72
SMALL, TEXT, HEADING, SECTION, TITLE = 8.5, 10.0, 11.0, 13.0, 20.0
LEADING = 1.55
HAIR, THIN, THICK = 0.1, 0.25, 0.7
# Noto has no bold here: a stroke as wide as this part of the size makes one.
STROKE = 0.028
# The middle of a character above the line that it stands on, in parts of the size.
MIDDLE = 0.38


class Size(StrEnum):
    """What is printed on: 210 × 297 mm, or 297 × 420 mm."""

    A4 = "A4"
    A3 = "A3"


class Paper(FPDF):
    """Pages of one document, in the language of the moment; `unit` is its author, named with the title in the foot.

    They stand upright, or lie across.
    """

    def __init__(
        self, *, title: str, unit: str, face: Face = Face.SANS, size: Size = Size.A4, is_across: bool = False
    ) -> None:
        super().__init__(orientation="landscape" if is_across else "portrait", format=size)
        self.face = face
        self._named = f"{unit}  {title}"
        printed_at = date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")
        self._printed = _("Printed on %(at)s") % {"at": printed_at}
        self.set_margins(SIDE, TOP)
        self.set_auto_page_break(auto=False)
        self.set_title(title)
        self.set_author(unit)
        self.set_creator("Campus Safety")
        self.set_lang({"zh_Hans": "zh-CN"}.get(to_locale(get_language() or ""), "en-GB"))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        add_face(self, face)
        self.choose(TEXT)
        self.add_page()

    @property
    def floor(self) -> float:
        """Where the text of a page ends."""
        return self.h - BOTTOM

    @property
    def leading(self) -> float:
        """From one line to the next in the chosen size."""
        return self.font_size * LEADING

    def choose(self, size: float, *, is_bold: bool = False) -> None:
        """Go on in this size (in points)."""
        self.set_font(self.face, size=size)
        self.text_mode = TextMode.FILL_STROKE if is_bold else TextMode.FILL

    def measure(self, text: str) -> float:
        """The width of a text in the chosen size and face."""
        font = cast("TTFFont", self.fonts[self.font_family])
        return sum(font.cw[ord(sign)] for sign in text) * self.font_size / 1000

    def need(self, height: float) -> None:
        """Go to a new page unless so much room is left, or the page is still empty."""
        if self.y + height > self.floor and self.y > TOP:
            self.add_page()

    def put(self, text: str, x: float, y: float, width: float = 0, align: str = "L") -> None:
        """One line of text whose box begins at (x, y), at its left, in its middle or at its right."""
        if not text:
            return
        slack = width - self.measure(text)
        left = x + {"L": 0.0, "C": slack / 2, "R": slack}[align]
        base = y + self.leading / 2 + MIDDLE * self.font_size
        if self.text_mode == TextMode.FILL:
            self.text(left, base, text)
            return
        with self.local_context():  # what makes it bold would else last
            self.line_width = self.font_size_pt * STROKE  # in points: `text` writes it as it is
            self.text(left, base, text)

    def words(self, text: str, *, indent: float = 0, align: str = "L", is_filled: bool = False) -> None:
        """A paragraph whose first line begins `indent` characters further in; filled: its lines end at the margin."""
        lead = indent * self.font_size
        lines = broken(text, self.epw, self.measure, lead)
        for number, line in enumerate(lines, 1):
            self.need(self.leading)
            width = self.epw - lead
            if is_filled and number < len(lines):
                self._fill(line, width)
            self.put(line, self.l_margin + lead, self.y, width, align)
            self.set_char_spacing(0)
            self.y += self.leading
            lead = 0

    def _fill(self, line: str, width: float) -> None:
        """Spread the signs of the line to come over the width."""
        slack = (width - self.measure(line)) / MM_PER_POINT
        self.set_char_spacing(slack / max(len(line) - 1, 1))

    def rule(self, y: float, weight: float = HAIR) -> None:
        """A line from margin to margin."""
        self.set_line_width(weight)
        self.line(self.l_margin, y, self.w - self.r_margin, y)

    def section(self, title: str) -> None:
        """The head of a section: a strong rule and a heading, which is also an entry of the document's contents."""
        self.need(SECTION_NEEDS)
        self.y += 0 if self.y == TOP else 5
        self.rule(self.y, THICK)
        self.start_section(title)
        self.choose(SECTION, is_bold=True)
        self.y += 1
        self.words(title)
        self.y += 1

    def header(self) -> None:
        """What stands above every page of a demonstration, in a frame."""
        if not settings.DEMO:
            return
        with self.local_context():
            self.choose(SMALL)
            text = _("Demonstration data")
            width = self.measure(text) + 4
            left = self.w - self.r_margin - width
            self.put(text, left, HEAD, width, "C")
            self.set_line_width(THIN)
            self.rect(left, HEAD, width, self.leading)

    def footer(self) -> None:
        """Whose document it is, when it was printed, which page of how many."""
        with self.local_context():
            self.choose(SMALL)
            y = self.h - FOOT
            self.rule(y - 1)
            self.put(self._printed, self.l_margin, y, self.epw, "R")
            room = (self.epw - self.measure(self._printed)) / 2
            self.put(broken(self._named, room, self.measure)[0], self.l_margin, y)
            self.set_xy(self.l_margin, y)
            self.cell(self.epw, self.leading, f"{self.page_no()} / {self.str_alias_nb_pages}", align=Align.C)
