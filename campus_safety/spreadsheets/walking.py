"""Walking through XML without a tree: what a part of a workbook says is told piece by piece, and counted."""

from typing import Any
from xml.sax.handler import ContentHandler

from campus_safety.spreadsheets.refusals import refusal

MOST_NODES = 300_000  # elements and attributes of all parts together; a list of 2,000 rows of 15 cells has 230,000


class Walker(ContentHandler):
    """Walks through one part: `begin` and `end` are told names without prefix, `characters` each piece of text."""

    left = MOST_NODES

    def begin(self, name: str, attributes: Any) -> None:
        """An element begins; its attributes are text by name."""

    def end(self, name: str) -> None:
        """An element ends."""

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  (the name is SAX's)
        """Count the element and its attributes, then tell of it."""
        self.left -= 1 + len(attrs)
        if self.left < 0:
            raise refusal("too_much_inside")
        self.begin(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:  # noqa: N802
        """Tell of its end."""
        self.end(name.rpartition(":")[2])

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        """Count what has no meaning but takes its time."""
        self.left -= 1
        if self.left < 0:
            raise refusal("too_much_inside")
