"""What a printed document is made of. An app says in these words what it prints; how that looks is said once, here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of the section."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and what it says; what is empty shows as a dash."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Strong:
    """A cell that must be seen, in bold: paper has no colours."""

    text: str


Cell = str | Strong


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the words of its head, and its share of the width."""

    title: str
    share: float
    align: Literal["L", "C", "R"] = "L"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the head is repeated on every page. Without a row, `blank` is said instead.

    `is_ruled`: with a line round every cell, as on a form of the police.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    blank: str = ""
    is_ruled: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (a JPEG or PNG; None if it is lost) with the words below it, which are also read in its place."""

    content: bytes | None
    caption: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures in rows of four."""

    pictures: Sequence[Picture]


PrintedBlock = Heading | Words | Facts | Table | Pictures
