"""Cases as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from incidents.models import Case
from incidents.spots import mark_of


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with its mark, and how many days are left of its deadline (below zero: overdue) while it is worked on."""

    case: Case
    mark: str
    days_left: int | None

    @property
    def days_over(self) -> int:
        """For how many days it has been overdue."""
        return max(0, -(self.days_left or 0))


def row_of(case: Case, today: date) -> CaseRow:
    """A case as a list shows it on a day."""
    return CaseRow(case, mark_of(case, today), case.days_left(today))


def rows_of(cases: Iterable[Case], today: date) -> list[CaseRow]:
    """Cases as a list shows them on a day."""
    return [row_of(case, today) for case in cases]
