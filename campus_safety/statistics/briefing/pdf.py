"""A briefing on paper, laid out as the police's own: whose it is, its title, numbered sections, who stands for it."""

from campus_safety.printing.blocks import Cell as PrintedCell
from campus_safety.printing.blocks import Column, Strong
from campus_safety.printing.blocks import Table as PrintedTable
from campus_safety.printing.faces import Face
from campus_safety.printing.paper import HEAD, SECTION, SMALL, TEXT, THICK, THIN, TITLE, Paper
from campus_safety.printing.tables import draw_table
from campus_safety.statistics.briefing.document import Briefing, Table

BODY = 12.0
PARAGRAPH = 2  # characters that a paragraph is set in by
SIGNATURE_WIDTH, SEAL, BELOW_A_RULE = 70.0, 9.0, 5.0
BELOW_A_TITLE = 40.0  # the title of a table, its head and some rows


class Sheet(Paper):
    """Paper that says on every page what the briefing is not yet."""

    def __init__(self, briefing: Briefing) -> None:
        self._mark = briefing.mark
        super().__init__(title=briefing.title, unit=briefing.issuer, face=Face.SERIF)
        self._named = briefing.title  # which names the unit

    def header(self) -> None:
        """The mark of a draft at the left, in a frame."""
        super().header()
        if self._mark:
            with self.local_context():
                self.choose(BODY, is_bold=True)
                width = self.measure(self._mark) + 4
                self.put(self._mark, self.l_margin, HEAD - 1, width, "C")
                self.set_line_width(THIN)
                self.rect(self.l_margin, HEAD - 1, width, self.leading)


def pdf_of(briefing: Briefing) -> bytes:
    """The briefing as a PDF. No query."""
    paper = Sheet(briefing)
    _head(paper, briefing)
    for section in briefing.sections:
        paper.need(BELOW_A_TITLE / 2)
        paper.y += 2
        paper.start_section(section.heading)
        paper.choose(SECTION, is_bold=True)
        paper.words(section.heading, indent=PARAGRAPH)
        paper.choose(BODY)
        for paragraph in section.paragraphs:
            paper.words(paragraph, indent=PARAGRAPH, is_filled=True)
    _signature(paper, briefing)
    paper.add_page()
    for table in briefing.annexes:
        _annex(paper, table)
    return bytes(paper.output())


def _head(paper: Paper, briefing: Briefing) -> None:
    paper.y += 4
    paper.choose(TITLE, is_bold=True)
    paper.words(briefing.title, align="C")
    paper.choose(BODY)
    paper.words(briefing.line, align="C")
    paper.rule(paper.y + 2, THICK)
    paper.y += 6


def _signature(paper: Paper, briefing: Briefing) -> None:
    """Whose it is and since when, at the right, with room for the seal; below, how it is verified."""
    paper.need(2 * SEAL + len(briefing.signature) * paper.leading + len(briefing.closing) * BELOW_A_RULE)
    paper.y += SEAL
    left = paper.w - paper.r_margin - SIGNATURE_WIDTH
    for text in briefing.signature:
        paper.put(text, left, paper.y, SIGNATURE_WIDTH, "C")
        paper.y += paper.leading
    paper.y += SEAL
    paper.rule(paper.y, THIN)
    paper.y += 2
    paper.choose(SMALL)
    for text in briefing.closing:
        paper.words(text)


def _annex(paper: Paper, table: Table) -> None:
    paper.need(BELOW_A_TITLE)
    paper.start_section(table.title)
    paper.choose(TEXT + 1, is_bold=True)
    paper.words(table.title)
    paper.y += 1
    columns = [Column(column.title, column.share, "R" if column.is_number else "L") for column in table.columns]
    rows: list[list[PrintedCell]] = [[str(cell) for cell in row] for row in table.rows]
    if table.total:
        rows.append([Strong(str(cell)) for cell in table.total])
    draw_table(paper, PrintedTable(columns, rows, is_ruled=True))
    paper.y += 6
