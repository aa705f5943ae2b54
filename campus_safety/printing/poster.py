"""A sheet that hangs on a wall: no head and no foot, large type in its own colours, squares of a code."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from campus_safety.printing.faces import Face
from campus_safety.printing.lines import broken
from campus_safety.printing.paper import MM_PER_POINT, THIN, Paper, Size

Colour = tuple[int, int, int]
WHITE, INK, GREY = (255, 255, 255), (15, 28, 40), (85, 101, 114)


class Poster(Paper):
    """Pages that are each looked at from afar. Its first page is there already: `add_page` adds the others."""

    def __init__(self, *, title: str, unit: str, size: Size, face: Face = Face.SANS, is_across: bool = False) -> None:
        super().__init__(title=title, unit=unit, face=face, size=size, is_across=is_across)

    def header(self) -> None:
        """None: the page is the sign's own."""

    def footer(self) -> None:
        """None but for the mark of a demonstration, in the last free corner."""
        if not settings.DEMO:
            return
        with self.local_context():
            self.ink(GREY)
            self.choose(10)
            text = _("Demonstration data")
            width = self.measure(text) + 4
            left, top = self.w - width - 6, self.h - self.leading - 4
            self.put(text, left, top, width, "C")
            self.set_line_width(THIN)
            self.rect(left, top, width, self.leading)

    def ink(self, colour: Colour) -> None:
        """Go on in this colour: text, the strokes that make it bold, lines and areas."""
        self.set_text_color(colour)
        self.set_draw_color(colour)
        self.set_fill_color(colour)

    def band(self, top: float, height: float, colour: Colour) -> None:
        """A band of colour from edge to edge."""
        self.ink(colour)
        self.rect(0, top, self.w, height, style="F")

    def fit(self, text: str, width: float, *, most: float, least: float, lines: int = 1, indent: float = 0) -> None:
        """Choose the largest bold size in whole points, from `most` down to `least`, in which a text has so few lines.

        In the least it has as many as it needs. Its first line begins `indent` characters further in.
        """
        size = most
        self.choose(size, is_bold=True)
        while size > least and len(broken(text, width, self.measure, indent * self.font_size)) > lines:
            size -= 1
            self.choose(size, is_bold=True)

    def lines(self, text: str, x: float, y: float, width: float, align: str = "L") -> float:
        """A text in the chosen size, broken where it must; gives where the next line would begin."""
        for line in broken(text, width, self.measure):
            self.put(line, x, y, width, align)
            y += self.leading
        return y

    def squares(self, matrix: Sequence[Sequence[int]], x: float, y: float, side: float) -> None:
        """A code of dark modules as one path, so that rows that meet leave no seam; `side` is the whole matrix's."""
        module = side / len(matrix) / MM_PER_POINT
        left, top = x / MM_PER_POINT, (self.h - y) / MM_PER_POINT
        boxes = [
            f"{left + start * module:.3f} {top - (row + 1) * module:.3f} {length * module:.3f} {module:.3f} re"
            for row, modules in enumerate(matrix)
            for start, length in _runs(modules)
        ]
        self.set_fill_color(0)
        self._out("\n".join([*boxes, "f"]))  # fpdf2's own paths take four times as long as the rest of the page


def _runs(modules: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Where each run of dark modules begins, and how long it is."""
    start = None
    for place, is_dark in enumerate([*modules, 0]):
        if is_dark and start is None:
            start = place
        elif not is_dark and start is not None:
            yield start, place - start
            start = None
