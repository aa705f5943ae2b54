"""Who is on duty in which window on which day, and for how long."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import is_officer
from patrols.models import Duty, RosterEntry
from patrols.on_duty import members_of
from patrols.roster.planned import Slot, Span, slot_of
from patrols.states import DutyState

WEEKS_BACK = 4
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Roster:
    """The entries of some days, by window and day, with officers, teams and the teams' members."""

    entries: dict[Slot, list[RosterEntry]]

    def at(self, duty: Duty) -> list[RosterEntry]:
        """The entries that stand for a duty."""
        return self.entries.get(slot_of(duty), [])

    def officers(self, duty: Duty) -> set[User]:
        """The officers on duty, alone or with a team, as `patrols.on_duty` counts them."""
        people = (officer for entry in self.at(duty) for officer in people_of(entry))
        return {officer for officer in people if can_be_on_duty(officer, duty.unit_id)}


def people_of(entry: RosterEntry) -> list[User]:
    """The officer of an entry, or the members of its team; nobody if the team is out of use."""
    if entry.team is not None:
        return list(entry.team.members.all()) if entry.team.is_active else []
    return [entry.officer] if entry.officer is not None else []


def can_be_on_duty(officer: User, unit_id: int) -> bool:
    """Whether a unit can put somebody on duty: an active officer of its own."""
    return officer.is_active and is_officer(officer) and officer.unit_id == unit_id


def roster_of(unit: Unit, first: date, last: date) -> Roster:
    """The roster of a unit from day to day, both included: two queries."""
    entries: defaultdict[Slot, list[RosterEntry]] = defaultdict(list)
    rows = RosterEntry.objects.filter(unit=unit).between(first, last).select_related("officer", "team")
    for entry in rows.prefetch_related("team__members").order_by("team__name", "officer__username"):
        entries[slot_of(entry)].append(entry)
    return Roster(dict(entries))


def officers_to_roster(unit: Unit) -> list[User]:
    """Whom a unit can put on duty, by username."""
    return list(User.objects.officers().filter(unit=unit).order_by("username"))


def spans_of(duties: Iterable[Duty], roster: Roster) -> dict[int, list[Span]]:
    """{officer id: when the officer is on duty}: each pair of times once, however many points have it."""
    found: defaultdict[int, set[Span]] = defaultdict(set)
    for duty in duties:
        for officer in roster.officers(duty):
            found[officer.pk].add((duty.starts_at, duty.ends_at))
    return {officer: sorted(spans) for officer, spans in found.items()}


def minutes_of(spans: Iterable[Span]) -> int:
    """How many minutes some spans cover: several points at the same time are one duty's time."""
    total, reached = timedelta(), None
    for starts_at, ends_at in sorted(spans):
        begins = starts_at if reached is None else max(starts_at, reached)
        if ends_at > begins:
            total += ends_at - begins
            reached = ends_at
    return total // timedelta(minutes=1)


def minutes_before(unit: Unit, monday: date) -> dict[int, int]:
    """{officer id: minutes on duty by the roster, in the four weeks before a Monday}: two queries.

    An entry counts with the times of its duty; where no duty stands, or a cancelled one, it counts nothing.
    """
    entries = RosterEntry.objects.filter(unit=unit).between(monday - WEEKS_BACK * A_WEEK, monday - timedelta(days=1))
    counting = [state for state in DutyState if state != DutyState.CANCELLED]
    stood = entries.filter(window__duties__on=F("on"), window__duties__state__in=counting).order_by()
    times = ("window__duties__starts_at", "window__duties__ends_at")
    rows = list(stood.values_list("officer_id", "team_id", *times).distinct())
    members = members_of({team for _officer, team, _starts, _ends in rows if team is not None})
    found: defaultdict[int, set[Span]] = defaultdict(set)
    for officer, team, starts_at, ends_at in rows:
        for person in members[team] if team is not None else [officer]:
            found[person].add((starts_at, ends_at))
    return {person: minutes_of(spans) for person, spans in found.items()}
