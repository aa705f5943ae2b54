"""Blocks, laid on a paper one below the other."""

from collections.abc import Iterable

from campus_safety.printing.blocks import Facts, Heading, Pictures, PrintedBlock, Table, Words
from campus_safety.printing.paper import HEADING, TEXT, Paper
from campus_safety.printing.pictures import draw_pictures
from campus_safety.printing.tables import draw_facts, draw_table

BELOW_A_HEADING = 40.0  # the heading, the head of a table and a row of five lines


def lay(paper: Paper, blocks: Iterable[PrintedBlock]) -> None:
    """Draw the blocks, each where the last one ended; a heading stays with what follows it."""
    for block in blocks:
        match block:
            case Heading(text):
                paper.need(BELOW_A_HEADING)
                paper.y += 2
                paper.choose(HEADING, is_bold=True)
                paper.words(text)
            case Words(text):
                paper.choose(TEXT)
                paper.words(text)
            case Facts():
                draw_facts(paper, block)
            case Table():
                draw_table(paper, block)
            case Pictures():
                draw_pictures(paper, block)
