"""Collects what happened up to now: outings that are over, and the duties whose window is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from campus_safety.accounts.models import User
from patrols.demo.plan import Trip, Wave
from patrols.models import Duty, OutingOfficer
from patrols.scene import EARLY
from patrols.states import DutyState, duty_may_become


@dataclass(frozen=True, slots=True)
class Change:
    """A duty that has moved on: from which state, when, by whom (None: by the worker)."""

    duty: Duty
    before: str
    at: datetime
    by: User | None


@dataclass(slots=True)
class Work:
    """What is to be written. Whatever a person did stands: a duty moves only as the state table allows."""

    now: datetime
    trips: list[Trip] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    closed: dict[int, Duty] = field(default_factory=dict)
    _out: dict[int, list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))

    def respect(self, members: Iterable[OutingOfficer]) -> None:
        """Send nobody out who was out in earnest at the time."""
        for member in members:
            self._out[member.officer_id].append((member.started_at - EARLY, member.ended_at or self.now))

    def add_wave(self, wave: Wave) -> None:
        """Take in duties whose window is over, with the outing that saw to them."""
        trip = wave.trip and self.add_trip(wave.trip)
        visits = {visit.duty.pk: visit for visit in trip.visits if visit.duty} if trip else {}
        for duty in wave.duties:
            visit, fate = visits.get(duty.pk), wave.fates[duty.pk]
            if visit is not None:
                self._move(duty, fate, visit.captured_at, visit.officer)
            elif fate == DutyState.CANCELLED:
                self.cancel(duty, cancelled_why(duty), at=duty.starts_at, by=None)
            else:
                self._move(duty, DutyState.MISSED, duty.ends_at, None)
            self._close(duty)

    def add_trip(self, trip: Trip) -> Trip | None:
        """Take in an outing with those of its officers who were free; None if there are none of its unit's own."""
        free = [officer for officer in trip.officers if self._is_free(officer, trip)]
        leader = next((officer for officer in free if officer.unit_id == trip.unit.pk), None)
        if leader is None:
            return None
        visits = [visit for visit in trip.visits if visit.duty is None or _is_waiting(visit.duty)]
        visits = [
            visit if visit.is_alone or visit.officer in free else replace(visit, officer=leader)
            for visit in visits
            if not visit.is_alone or self._is_free(visit.officer, trip)
        ]
        trip = replace(trip, officers=free, visits=visits)
        self.trips.append(trip)
        return trip

    def cancel(self, duty: Duty, reason: str, *, at: datetime, by: User | None) -> None:
        """Take an open duty out of the count."""
        if duty_may_become(duty.state, DutyState.CANCELLED):
            duty.reason = reason
            self._move(duty, DutyState.CANCELLED, min(at, self.now), by)
            self._close(duty)

    def moments(self) -> list[datetime]:
        """When it happened, up to now: the months to compile."""
        moments = [*(trip.started_at for trip in self.trips), *(duty.starts_at for duty in self.closed.values())]
        return [moment for moment in moments if moment <= self.now]

    def _is_free(self, officer: User, trip: Trip) -> bool:
        spans = self._out[officer.pk]
        return not any(start <= trip.ended_at and trip.started_at - EARLY <= end for start, end in spans)

    def _move(self, duty: Duty, state: str, at: datetime, by: User | None) -> None:
        if not duty_may_become(duty.state, state):
            return
        self.changes.append(Change(duty, duty.state, at, by))
        duty.state = DutyState(state)
        duty.visited_at = at if state in {DutyState.DONE, DutyState.LATE} else None
        self.closed.setdefault(duty.pk, duty)

    def _close(self, duty: Duty) -> None:
        if duty.closed_at is None and duty.ends_at <= self.now:
            duty.closed_at = min(self.now, duty.ends_at + timedelta(seconds=5 + int(duty.point.number) % 25))
            self.closed.setdefault(duty.pk, duty)


def _is_waiting(duty: Duty) -> bool:
    return duty_may_become(duty.state, DutyState.DONE)


def cancelled_why(duty: Duty) -> str:
    """One of the reasons for which a single duty is cancelled: always the same for the same duty."""
    reasons = ("道路施工，点位临时封闭（演示数据）", "学校运动会，提前离校（演示数据）", "学校停课半天（演示数据）")
    return reasons[(int(duty.point.number) + duty.on.day) % len(reasons)]
