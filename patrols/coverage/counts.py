"""The duties of a span, counted by point and occasion: how many were due, and what became of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db.models import Count, Q

from campus_safety.statistics.counting import percent
from patrols.models import DutyWindow
from patrols.querysets import DutyQuerySet
from patrols.states import DutyState

Key = TypeVar("Key")
WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Column:
    """A point: its name in the head of the table, and in full."""

    code: str
    head: str
    name: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Duties: due (window over, not cancelled) and of them done or visited late; cancelled; window not over yet."""

    due: int = 0
    done: int = 0
    late: int = 0
    cancelled: int = 0
    ahead: int = 0

    @property
    def missed(self) -> int:
        """Due, and nobody came."""
        return self.due - self.done - self.late

    @property
    def percent(self) -> int:
        """Done of due (there must be some) in whole percent, rounded half up; 100 only where all was done."""
        whole = int(percent(self.done, self.due, WHOLE) or 0)
        return whole if self.done == self.due else min(whole, 99)

    @property
    def rate(self) -> Decimal | None:
        """The visibility rate, with one decimal; None where nothing is due."""
        return percent(self.done, self.due)

    @property
    def share(self) -> float:
        """Done of due (there must be some), exactly, to sort by."""
        return self.done / self.due

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.due + other.due,
            self.done + other.done,
            self.late + other.late,
            self.cancelled + other.cancelled,
            self.ahead + other.ahead,
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One point on one occasion (a value of DutyWindow.Occasion)."""

    column: Column
    occasion: str
    tally: Tally

    @property
    def label(self) -> str:
        """The occasion in words."""
        return str(DutyWindow.Occasion(self.occasion).label)


def cells_of(duties: DutyQuerySet, at: datetime, *, has_one_unit: bool) -> list[Cell]:
    """The cells of these duties as they stand at a moment, by code: one query."""
    is_over, is_cancelled = Q(ends_at__lte=at), Q(state=DutyState.CANCELLED)
    counts = {
        "due": is_over & ~is_cancelled,
        "done": is_over & Q(state=DutyState.DONE),
        "late": is_over & Q(state=DutyState.LATE),
        "cancelled": is_cancelled,
        "ahead": ~is_over & ~is_cancelled,
    }
    found = (
        duties.order_by("point__code")
        .values("point__code", "point__name", "window__occasion")
        .annotate(**{name: Count("pk", filter=condition) for name, condition in counts.items()})
    )
    cells = []
    for row in found:
        code = row["point__code"]
        column = Column(code, code.rpartition("-")[2] if has_one_unit else code, row["point__name"])
        cells.append(Cell(column, row["window__occasion"], Tally(**{name: row[name] for name in counts})))
    return cells


def total_of(cells: Iterable[Cell]) -> Tally:
    """All of them together."""
    return sum((cell.tally for cell in cells), Tally())


def sums_by(cells: Iterable[Cell], key: Callable[[Cell], Key]) -> dict[Key, Tally]:
    """The sums of the cells that are alike in this."""
    sums: defaultdict[Key, Tally] = defaultdict(Tally)
    for cell in cells:
        sums[key(cell)] += cell.tally
    return dict(sums)
