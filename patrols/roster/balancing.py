"""Who takes what nobody has: the fairest proposal for a week, the same for the same roster.

What nobody has on one day at the same times is cut into rounds: points near one another, as one officer or car does
them in one go. The rounds are given away in the order of their times, each to whoever is free then and has the fewest
minutes on duty, in the four weeks before and in this one. So afterwards nobody who is free for the last round that
somebody was given is further behind that somebody than this round is long.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil, cos, radians

from campus_safety.accounts.models import Unit, User
from patrols.models import Duty
from patrols.roster.people import A_WEEK, minutes_before, minutes_of, roster_of, spans_of
from patrols.roster.planned import Span, planned_duties

POINTS_IN_A_ROUND = 6
MOST_IN_A_ROUND = 40


@dataclass(frozen=True, slots=True)
class Round:
    """Duties of one day at the same times, near one another, by code; and how many officers they ask for."""

    duties: tuple[Duty, ...]
    strength: int

    @property
    def on(self) -> date:
        """The day."""
        return self.duties[0].on

    @property
    def span(self) -> Span:
        """From when until when."""
        return self.duties[0].starts_at, self.duties[0].ends_at


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is to take a round: fewer than it asks for, or nobody, where no more are free."""

    round: Round
    officers: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is proposed for a week, and {officer id: minutes} of five weeks before and after it."""

    proposals: list[Proposal]
    before: dict[int, int]
    after: dict[int, int]

    @property
    def left(self) -> int:
        """How many rounds nobody is free for."""
        return sum(not proposal.officers for proposal in self.proposals)

    @property
    def digest(self) -> str:
        """The same for the same proposal: so that nothing is written but what was shown."""
        lines = (
            f"{duty.window_id} {duty.on} {officer.pk}"
            for proposal in self.proposals
            for officer in proposal.officers
            for duty in proposal.round.duties
        )
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def plan_week(*, unit: Unit, monday: date, officers: Sequence[User], most: int, at: datetime) -> Plan:
    """A proposal for what nobody has in the week and what has not begun at `at`; at most `most` points in a round."""
    last = monday + A_WEEK - timedelta(days=1)
    duties = planned_duties(unit, monday, last)
    roster, earlier = roster_of(unit, monday, last), minutes_before(unit, monday)
    empty = [duty for duty in duties if duty.starts_at > at and not roster.officers(duty)]
    return propose(rounds_of(empty, most), officers, spans_of(duties, roster), earlier)


def rounds_of(duties: Iterable[Duty], most: int) -> list[Round]:
    """The duties in rounds of at most `most` points, in the order of their times; all of a round ask for as many."""
    alike: defaultdict[tuple[Span, int], list[Duty]] = defaultdict(list)
    for duty in duties:
        alike[(duty.starts_at, duty.ends_at), duty.strength].append(duty)
    return [
        Round(tuple(sorted(piece, key=_code)), strength)
        for (_span, strength), group in sorted(alike.items(), key=lambda item: item[0])
        for piece in _pieces(group, ceil(len(group) / most))
    ]


def _pieces(duties: list[Duty], count: int) -> Iterator[list[Duty]]:
    """So many parts of nearly equal size, each close together: cut across the longer side, and again."""
    if count == 1:
        yield duties
        return
    latitudes = [duty.point.latitude for duty in duties]
    longitudes = [duty.point.longitude for duty in duties]
    width = (max(longitudes) - min(longitudes)) * cos(radians(latitudes[0]))
    axis = "longitude" if width > max(latitudes) - min(latitudes) else "latitude"
    along = sorted(duties, key=lambda duty: (getattr(duty.point, axis), _code(duty)))
    cut = round(len(along) * (count // 2) / count)
    yield from _pieces(along[:cut], count // 2)
    yield from _pieces(along[cut:], count - count // 2)


def _code(duty: Duty) -> tuple[str, int]:
    return duty.point.code, duty.window_id


def propose(
    rounds: Iterable[Round], officers: Sequence[User], busy: Mapping[int, Sequence[Span]], earlier: Mapping[int, int]
) -> Plan:
    """Give each round to those who are free with the fewest minutes, then by username.

    `busy` is {officer id: when on duty in this week}, `earlier` {officer id: minutes before it}.
    """
    taken = {officer.pk: list(busy.get(officer.pk, ())) for officer in officers}
    before = {officer.pk: earlier.get(officer.pk, 0) + minutes_of(taken[officer.pk]) for officer in officers}
    load = dict(before)
    proposals = []
    for each in rounds:
        free = [officer for officer in officers if not _overlaps(each.span, taken[officer.pk])]
        chosen = sorted(free, key=lambda officer: (load[officer.pk], officer.username))[: each.strength]
        for officer in chosen:
            taken[officer.pk].append(each.span)
            load[officer.pk] += minutes_of([each.span])
        proposals.append(Proposal(each, tuple(chosen)))
    return Plan(proposals, before, load)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < ends_at and starts_at < span[1] for starts_at, ends_at in others)
