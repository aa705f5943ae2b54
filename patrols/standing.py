"""What the check-ins that stand make of the duties of a point: played again without those that were rejected. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from patrols.models import CheckIn, Duty
from patrols.states import DutyState, duty_may_become

Visit = tuple[DutyState, datetime]


def visits_of(duties: Sequence[Duty], standing: Iterable[CheckIn]) -> dict[int, Visit]:
    """{duty id: done or late, and when} of the duties that a check-in fulfils, each by DUTY_STEPS as it arrived.

    `duties` are of one point and day, by their end; `standing` its check-ins of that day in the order of arrival. One
    that no duty needed when it arrived is a late visit to the last duty before it that has no other now.
    """
    visits: dict[int, Visit] = {}
    unused = []
    by_pk = {duty.pk: duty for duty in duties}
    for check_in in standing:
        duty = by_pk.get(check_in.duty_id or 0)
        if duty is not None:
            state = DutyState.DONE if check_in.captured_at <= duty.ends_at else DutyState.LATE
            before = visits[duty.pk][0] if duty.pk in visits else DutyState.OPEN
            if duty_may_become(before, state):
                visits[duty.pk] = (state, check_in.captured_at)
        elif check_in.duty_id is None:
            unused.append(check_in)
    for check_in in unused:
        past = [duty for duty in duties if duty.pk not in visits and duty.ends_at < check_in.captured_at]
        if past:
            visits[past[-1].pk] = (DutyState.LATE, check_in.captured_at)
    return visits


def without_visit(duty: Duty, at: datetime) -> DutyState:
    """What a duty is that nobody has visited after all: to be done while its window runs, else missed."""
    return DutyState.OPEN if at < duty.ends_at else DutyState.MISSED
