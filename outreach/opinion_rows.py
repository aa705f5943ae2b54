"""Opinions as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from outreach.models import Opinion
from outreach.states.opinions import OpinionState


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """An opinion with its mark, and how many days are left for the answer (below zero: overdue) while it waits."""

    opinion: Opinion
    mark: str
    days_left: int | None

    @property
    def days_over(self) -> int:
        """For how many days the answer has been overdue."""
        return max(0, -(self.days_left or 0))


def row_of(opinion: Opinion, today: date) -> OpinionRow:
    """An opinion as a list shows it on a day."""
    return OpinionRow(opinion, _mark_of(opinion, today), opinion.days_left(today))


def rows_of(opinions: Iterable[Opinion], today: date) -> list[OpinionRow]:
    """Opinions as a list shows them on a day."""
    return [row_of(opinion, today) for opinion in opinions]


def _mark_of(opinion: Opinion, today: date) -> str:
    if opinion.is_overdue(today):
        return "late"
    return {OpinionState.OPEN: "due", OpinionState.SETTLED: "done"}.get(OpinionState(opinion.state), "wait")
