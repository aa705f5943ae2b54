"""Hazards as lists show them."""

from dataclasses import dataclass
from datetime import date

from schools.models import Hazard
from schools.states import HazardState

_MARKS = {HazardState.OPEN: "due", HazardState.VERIFIED: "done", HazardState.WITHDRAWN: "void"}


@dataclass(frozen=True, slots=True)
class HazardRow:
    """A hazard with its mark, and how many days are left of its deadline (below zero: overdue) while that counts."""

    hazard: Hazard
    mark: str
    days_left: int | None

    @property
    def days_over(self) -> int:
        """For how many days it has been overdue."""
        return max(0, -(self.days_left or 0))


def row_of(hazard: Hazard, today: date) -> HazardRow:
    """A hazard on a day: late, due, waiting for somebody else, done or void."""
    counts = hazard.state == HazardState.OPEN and hazard.due_on is not None
    left = (hazard.due_on - today).days if counts and hazard.due_on else None
    mark = "late" if hazard.is_overdue(today) else _MARKS.get(HazardState(hazard.state), "wait")
    return HazardRow(hazard, mark, left)
