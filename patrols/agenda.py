"""The officer's day: which points wait for a visit, in which order. Pure: it reads rows that were fetched before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from patrols.models import Duty
from patrols.states import DutyState, duty_states_before

# What a point shows that has several duties: the first of these that one of them is.
_ORDER = ("late", "due", "missed", "after", "done", "wait")


@dataclass(frozen=True, slots=True)
class Item:
    """One duty as it stands now: `state` is that of its mark, `minutes` what is left of its window or gone since."""

    duty: Duty
    state: str
    minutes: int

    @property
    def is_mine(self) -> bool:
        """Whether it is the reader's own: only of duties that `patrols.on_duty.with_own_marked` has looked at."""
        return bool(getattr(self.duty, "is_mine", False))

    @property
    def title(self) -> str:
        """The school, where the point's name begins with it; else the point."""
        return self._school or self.duty.point.name

    @property
    def place(self) -> str:
        """What the point's name says beyond the school."""
        return self.duty.point.name.removeprefix(self._school).strip() if self._school else ""

    @property
    def _school(self) -> str:
        name = self.duty.point.name
        names = (school.name for school in self.duty.point.schools.all())
        return next((school for school in names if name.startswith(school) and name != school), "")


@dataclass(slots=True)
class Agenda:
    """The duties of one day: late (can still be visited), due now, to come, and over."""

    late: list[Item] = field(default_factory=list)
    due: list[Item] = field(default_factory=list)
    later: list[Item] = field(default_factory=list)
    over: list[Item] = field(default_factory=list)

    @property
    def waiting(self) -> list[Item]:
        """Those that ask for a visit now, what is late first."""
        return self.late + self.due

    @property
    def has_one_end(self) -> bool:
        """Whether everything due now must be visited by the same time."""
        return len({item.duty.ends_at for item in self.due}) == 1

    @property
    def done(self) -> list[Item]:
        """Those that were visited, in their window or after it."""
        return [item for item in self.over if item.state in {"done", "after"}]

    @property
    def missed(self) -> list[Item]:
        """Those that nobody can visit any more."""
        return [item for item in self.over if item.state == "missed"]

    def by_point(self) -> dict[str, Item]:
        """The most pressing item of each point, by its code."""
        found: dict[str, Item] = {}
        for item in sorted(self.late + self.due + self.over + self.later, key=lambda item: _ORDER.index(item.state)):
            found.setdefault(item.duty.point.code, item)
        return found


def agenda_of(duties: Iterable[Duty], now: datetime) -> Agenda:
    """Sort the duties of one day, by time and then by code; of what waits the reader's own first."""
    by_point: dict[int, list[Duty]] = defaultdict(list)
    for duty in sorted(duties, key=lambda duty: (duty.ends_at, duty.point.code)):
        if duty.state != DutyState.CANCELLED:
            by_point[duty.point_id].append(duty)
    agenda = Agenda()
    for at_point in by_point.values():
        _sort_point(agenda, at_point, now)
    for items in (agenda.late, agenda.due):
        items.sort(key=lambda item: (not item.is_mine, item.duty.ends_at, item.duty.point.code))
    for items in (agenda.later, agenda.over):
        items.sort(key=lambda item: (item.duty.starts_at, item.duty.point.code))
    return agenda


def _sort_point(agenda: Agenda, duties: list[Duty], now: datetime) -> None:
    """As a visit counts (record_check_in): for the window that runs, else for the last one that nobody came in."""
    is_running = any(duty.starts_at <= now <= duty.ends_at for duty in duties)
    unseen = [duty for duty in duties if duty.ends_at < now and duty.state in duty_states_before(DutyState.LATE)]
    last_unseen = None if is_running or not unseen else unseen[-1]
    for duty in duties:
        if duty.state == DutyState.DONE:
            agenda.over.append(Item(duty, "done", 0))
        elif duty.state == DutyState.LATE:
            agenda.over.append(Item(duty, "after", 0))
        elif duty is last_unseen:
            agenda.late.append(Item(duty, "late", _minutes(now - duty.ends_at)))
        elif duty.ends_at < now:
            agenda.over.append(Item(duty, "missed", 0))
        elif duty.starts_at <= now:
            agenda.due.append(Item(duty, "due", _minutes(duty.ends_at - now)))
        else:
            agenda.later.append(Item(duty, "wait", _minutes(duty.starts_at - now)))


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
