"""Tables and pairs of facts, drawn on a paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from campus_safety.printing.blocks import Cell, Facts, Strong, Table
from campus_safety.printing.lines import broken
from campus_safety.printing.paper import HAIR, TEXT, THIN, TOP, Paper

GAP, INSET = 1.0, 1.6  # above and below the words of a cell, left and right of them
RULED_GAP = 0.8  # where rules part the rows: the figures of a month fit on one page
LABEL = 40.0
GREY, INK = 80, 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row in lines: what each cell says, and whether it is bold."""

    cells: list[list[str]]
    is_bold: list[bool]

    @property
    def depth(self) -> int:
        """How many lines its longest cell has."""
        return max(len(cell) for cell in self.cells)

    def cut(self, depth: int) -> tuple["Row", "Row"]:
        """Its first lines, and the others."""
        first, others = [cell[:depth] for cell in self.cells], [cell[depth:] for cell in self.cells]
        return Row(first, self.is_bold), Row(others, self.is_bold)


class _Grid:
    """A table as it is drawn: columns in millimetres, and the head that each page repeats."""

    def __init__(self, paper: Paper, table: Table) -> None:
        whole = sum(column.share for column in table.columns)
        self.paper = paper
        self.is_ruled, self.gap = table.is_ruled, RULED_GAP if table.is_ruled else GAP
        self.widths = [paper.epw * column.share / whole for column in table.columns]
        self.aligns = [column.align for column in table.columns]
        self.head = self.row([Strong(column.title) for column in table.columns])

    def row(self, cells: Sequence[Cell]) -> Row:
        """Cells broken into lines."""
        texts = [cell.text if isinstance(cell, Strong) else cell for cell in cells]
        lines = [
            broken(text, width - 2 * INSET, self.paper.measure) for text, width in zip(texts, self.widths, strict=True)
        ]
        return Row(lines, [isinstance(cell, Strong) for cell in cells])

    def height(self, row: Row) -> float:
        """In millimetres."""
        return row.depth * self.paper.leading + 2 * self.gap

    def place(self, row: Row) -> None:
        """Draw a row where it stays whole; one that no page can hold is cut."""
        page = self.paper.floor - TOP - self.height(self.head)
        while self.paper.y + self.height(row) > self.paper.floor:
            room = int((self.paper.floor - self.paper.y - 2 * self.gap) // self.paper.leading)
            if self.height(row) <= page or room < 2:
                self.paper.add_page()
                self.draw(self.head)
            else:
                first, row = row.cut(room)
                self.draw(first)
        self.draw(row)

    def draw(self, row: Row) -> None:
        """Draw a row here, with its rules."""
        paper, height, x = self.paper, self.height(row), self.paper.l_margin
        top = paper.y
        for lines, is_bold, width, align in zip(row.cells, row.is_bold, self.widths, self.aligns, strict=True):
            paper.choose(TEXT, is_bold=is_bold)
            y = top + self.gap + ((row.depth - len(lines)) * paper.leading / 2 if self.is_ruled else 0)
            for line in lines:
                paper.put(line, x + INSET, y, width - 2 * INSET, align)
                y += paper.leading
            if self.is_ruled:
                paper.set_line_width(THIN)
                paper.rect(x, top, width, height)
            x += width
        paper.y = top + height
        if not self.is_ruled:
            paper.rule(paper.y, THIN if row is self.head else HAIR)


def draw_table(paper: Paper, table: Table) -> None:
    """Draw a table; a head never stands without a row below it."""
    paper.choose(TEXT)
    if not table.rows:
        paper.words(table.blank)
        return
    grid = _Grid(paper, table)
    rows = [grid.row(cells) for cells in table.rows]
    paper.need(grid.height(grid.head) + grid.height(rows[0]))
    grid.draw(grid.head)
    for row in rows:
        grid.place(row)


def draw_facts(paper: Paper, facts: Facts) -> None:
    """Draw pairs, the labels in grey."""
    for label, said in facts.rows:
        paper.choose(TEXT)
        labels = broken(label, LABEL - INSET, paper.measure)
        lines = broken(said or "–", paper.epw - LABEL, paper.measure)
        height = max(len(labels), len(lines)) * paper.leading + 2 * GAP
        paper.need(height)
        top = paper.y + GAP
        paper.set_text_color(GREY)
        for number, line in enumerate(labels):
            paper.put(line, paper.l_margin, top + number * paper.leading)
        paper.set_text_color(INK)
        for number, line in enumerate(lines):
            paper.put(line, paper.l_margin + LABEL, top + number * paper.leading)
        paper.y += height
        paper.rule(paper.y)
