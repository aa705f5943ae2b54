"""What the steps of duties have to say, and to whom: one notice for each recipient, step, unit, day and window."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from campus_safety.local_days import local_day
from campus_safety.notices.actions import Draft
from patrols.ladder import Outcome
from patrols.models import Duty
from patrols.notice_kinds import HAND_OVER, MISSED, NAMED_POINTS, REMINDER, WARNING, Round
from patrols.on_duty import Substitutes, commanders_of, officers_on_duty
from patrols.states import DutyState


@dataclass(frozen=True, slots=True)
class Message:
    """Who is told what of a round: the duties that share all of this, and a window, are told in one notice.

    `note` says more: that nobody is on the roster, or what becomes of what was missed.
    """

    kind: str
    recipient_id: int
    note: str = ""


Tellings = Iterator[tuple[Message, Duty]]
Decided = Mapping[Outcome, Sequence[Duty]]


def drafts_of(decided: Decided, substitutes: Substitutes, at: datetime) -> list[Draft]:
    """The notices of a claim."""
    return _in_rounds(_tellings(decided, substitutes, at))


def reminders_of(officers: Mapping[Duty, Iterable[int]]) -> list[Draft]:
    """Reminders like the ladder's, of each of these duties to each of its officers (by id)."""
    return _in_rounds((Message(REMINDER, officer), duty) for duty, people in officers.items() for officer in people)


def _in_rounds(tellings: Tellings) -> list[Draft]:
    """One draft for each round. Its key names step, note and smallest duty: nobody is told twice of one duty's step."""
    rounds: defaultdict[tuple[Message, int, date, datetime, datetime], list[Duty]] = defaultdict(list)
    for message, duty in tellings:
        rounds[message, duty.unit_id, duty.on, duty.starts_at, duty.ends_at].append(duty)
    return [_draft(message, duties) for (message, *_rest), duties in rounds.items()]


def _tellings(decided: Decided, substitutes: Substitutes, at: datetime) -> Tellings:
    reminded, warned = decided.get(Outcome.REMINDED, ()), decided.get(Outcome.WARNED, ())
    missed, handed_over = decided.get(Outcome.MISSED, ()), decided.get(Outcome.HANDED_OVER, ())
    on_duty = officers_on_duty([*reminded, *warned]) if reminded or warned else {}
    unmanned = [duty for duty in [*reminded, *warned] if not on_duty[duty.pk]]
    commanders = commanders_of({duty.unit_id for duty in [*unmanned, *missed, *handed_over]})
    for kind, duties in ((REMINDER, reminded), (WARNING, warned)):
        for duty in duties:
            yield from ((Message(kind, officer), duty) for officer in on_duty[duty.pk])
            if not on_duty[duty.pk]:
                yield from ((Message(kind, officer, "unmanned"), duty) for officer in commanders[duty.unit_id])
    for duty in handed_over:
        yield Message(HAND_OVER, substitutes[duty.unit_id, duty.on]), duty
        yield from ((Message(MISSED, officer, "handed_over"), duty) for officer in commanders[duty.unit_id])
    for duty in missed:
        note = "no_substitute" if duty.on == local_day(at) else "day_over"
        yield from ((Message(MISSED, officer, note), duty) for officer in commanders[duty.unit_id])


def _draft(message: Message, duties: Sequence[Duty]) -> Draft:
    ordered = sorted(duties, key=lambda duty: duty.point.code)
    first = ordered[0]
    data = Round(
        on=first.on.isoformat(),
        starts_at=first.starts_at.isoformat(),
        ends_at=first.ends_at.isoformat(),
        number=len(ordered),
        points=[(duty.point.number, duty.point.name) for duty in ordered[:NAMED_POINTS]],
        note=message.note,
        duties=[duty.pk for duty in ordered],
    )
    about = [message.kind, message.note] if message.note else [message.kind]
    return Draft(
        recipient_id=message.recipient_id,
        kind=message.kind,
        key=":".join([*about, f"{min(duty.pk for duty in duties)}"]),
        data=dict(data),
        url=_address(message, first),
    )


def _address(message: Message, duty: Duty) -> str:
    """The day's list for who goes there; for commanders the unit's duties of that day that are like it, or its roster.

    Before the window somebody can still be put on duty.
    """
    if not message.note:
        return reverse("patrols:today")
    if message.kind == REMINDER:
        return f"{reverse('patrols:roster_day', args=[duty.on])}?{urlencode({'unit': duty.unit.code})}"
    states = [DutyState.OPEN] if message.kind == WARNING else [DutyState.MISSED, DutyState.LATE]
    day = duty.on.isoformat()
    query = [("from", day), ("to", day), ("unit", duty.unit.code), *(("state", state.value) for state in states)]
    return f"{reverse('patrols:duties')}?{urlencode(query)}"
