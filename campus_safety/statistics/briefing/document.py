"""What a briefing is made of, whatever it is written as: page, PDF, Word or Excel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from campus_safety.statistics.numbers import change, shown


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a table; None shows as a dash. A change has its sign, a rate one decimal."""

    value: Decimal | None
    is_rate: bool = False
    is_change: bool = False
    # What tells it from a text where either may stand.
    is_number: ClassVar[bool] = True

    def __str__(self) -> str:
        if self.is_change:
            return change(self.value, Decimal(0), is_rate=self.is_rate)
        return shown(self.value, is_rate=self.is_rate)


Cell = str | Amount


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column (a number's names its unit), its share of the width, and the chapter of its figure."""

    title: str
    is_number: bool = False
    share: float = 2.0
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the first `keys` of them name the row. `total` is the last line, where there is one."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    keys: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading with the paragraphs below it."""

    heading: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of the report: what, and its text, day, moment or number."""

    label: str
    value: str | date | datetime | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A report as a document, in the language in which it was built.

    `mark` says in plain sight what it is not yet ("" once it is signed), `line` which days and which revision. The
    `annexes` are the tables that stand behind the text on paper; a workbook has `figures`, `breakdowns` and
    `definitions` (in the order of the figures) as they are. `closing` says who signed it, its hash and where that is
    verified.
    """

    issuer: str
    title: str
    mark: str
    line: str
    facts: Sequence[Fact]
    sections: Sequence[Section]
    signature: Sequence[str]
    closing: Sequence[str]
    figures: Table
    breakdowns: Sequence[Table]
    definitions: Table
    annexes: Sequence[Table]
