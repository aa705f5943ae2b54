"""Hours on duty by the roster, officer by officer: this week and the four weeks before."""

from collections.abc import Sequence
from dataclasses import dataclass

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander
from patrols.roster.people import minutes_before, minutes_of, spans_of
from patrols.roster.week import Week


@dataclass(frozen=True, slots=True)
class Hours:
    """The minutes of one officer."""

    officer: User
    week_min: int
    before_min: int

    @property
    def week_h(self) -> float:
        """This week, in hours."""
        return self.week_min / 60

    @property
    def before_h(self) -> float:
        """The four weeks before, in hours."""
        return self.before_min / 60

    @property
    def total_min(self) -> int:
        """All five weeks."""
        return self.week_min + self.before_min


@dataclass(frozen=True, slots=True)
class HoursTable:
    """The officers of a unit, who has most first; and how long the longest duty of the week is, in minutes."""

    rows: list[Hours]
    longest_min: int

    @property
    def gap_min(self) -> int:
        """How much more the first has than the last."""
        return self.rows[0].total_min - self.rows[-1].total_min

    @property
    def gap_h(self) -> float:
        """The same in hours."""
        return self.gap_min / 60

    @property
    def is_balanced(self) -> bool:
        """Whether nobody is further behind anybody than the longest duty of the week is long."""
        return self.gap_min <= self.longest_min


def hours_of(week: Week, officers: Sequence[User]) -> HoursTable | None:
    """The hours of these officers, of commanders only if they have any; None if nobody is left. Two queries."""
    spans, before = spans_of(week.duties, week.roster), minutes_before(week.unit, week.monday)
    every = [Hours(officer, minutes_of(spans.get(officer.pk, [])), before.get(officer.pk, 0)) for officer in officers]
    rows = [row for row in every if row.total_min or not is_commander(row.officer)]
    if not rows:
        return None
    longest = max((minutes_of([(duty.starts_at, duty.ends_at)]) for duty in week.duties), default=0)
    return HoursTable(sorted(rows, key=lambda row: (-row.total_min, row.officer.username)), longest)
