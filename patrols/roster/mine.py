"""The coming duties of one officer, round by round."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from patrols.models import RosterEntry, Swap, Team
from patrols.on_duty import IN_USE
from patrols.roster.planned import Span, by_slot, planned_duties, slot_of

DAYS = 28
NAMED = 3


@dataclass(frozen=True, slots=True)
class MyRound:
    """What an officer does on one day at the same times, alone or with a team: its entries, by code of their points."""

    span: Span
    team: Team | None
    entries: list[RosterEntry]
    swap: Swap | None
    has_begun: bool

    @property
    def on(self) -> date:
        """The day."""
        return self.entries[0].on

    @property
    def named(self) -> list[RosterEntry]:
        """Those that a list names; of the others it says how many there are."""
        return self.entries[:NAMED]

    @property
    def more(self) -> int:
        """How many are not named."""
        return len(self.entries) - len(self.named)

    @property
    def may_be_swapped(self) -> bool:
        """Whether it can be offered to somebody else."""
        return self.team is None and self.swap is None and not self.has_begun


def coming_rounds(officer: User, at: datetime) -> list[MyRound]:
    """What the officer has to do from `at` on, four weeks ahead, by time. A constant number of queries."""
    if officer.unit is None:
        return []
    first, last = local_day(at), local_day(at) + timedelta(days=DAYS - 1)
    entries = RosterEntry.objects.of_officer(officer).filter(IN_USE, unit=officer.unit).between(first, last)
    rows = list(entries.select_related("team", "swap", "window__point").order_by("window__point__code", "pk"))
    duties = by_slot(planned_duties(officer.unit, first, last, {row.window_id for row in rows}))
    grouped: defaultdict[tuple[Span, int], list[RosterEntry]] = defaultdict(list)
    for row in rows:
        duty = duties.get(slot_of(row))
        if duty is not None and duty.ends_at > at:
            grouped[(duty.starts_at, duty.ends_at), row.team_id or 0].append(row)
    return [
        MyRound(span, alike[0].team, alike, _waiting_swap(alike, at), span[0] <= at)
        for (span, _team), alike in sorted(grouped.items(), key=lambda item: item[0])
    ]


def _waiting_swap(entries: list[RosterEntry], at: datetime) -> Swap | None:
    return next((row.swap for row in entries if row.swap is not None and row.swap.is_waiting(at)), None)
