"""The ladder of a duty: reminded before its window, warned of while nobody has come, closed when it is over.

Pure. Each step has its time; of several whose time has come (the worker was down, the clock jumped) only the last is
taken: nobody is reminded of a window that is over. Steps are taken in this order and never again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from campus_safety.rules.catalogue import rule
from patrols.states import DutyState, duty_may_become

if TYPE_CHECKING:
    from patrols.models import Duty


class Step(IntEnum):
    """What is done when the time has come; a larger one comes later."""

    REMIND = 1
    WARN = 2
    CLOSE = 3


class Outcome(Enum):
    """What becomes of a duty whose step is due.

    *missed* is closed too, *handed over* is missed too; *passed by*: the step asks for nothing, or was taken before.
    """

    REMINDED = "reminded"
    WARNED = "warned"
    CLOSED = "closed"
    MISSED = "missed"
    HANDED_OVER = "handed over"
    PASSED_BY = "passed by"


def step_times(starts_at: datetime, ends_at: datetime, on: date) -> dict[Step, datetime]:
    """When each step of a window is due. One so short that its warning would come before it begins has none."""
    times = {
        Step.REMIND: starts_at - _minutes("remind_before", on),
        Step.WARN: ends_at - _minutes("warn_before_end", on),
        Step.CLOSE: ends_at,
    }
    if times[Step.WARN] <= starts_at:
        del times[Step.WARN]
    return times


def due_step(starts_at: datetime, ends_at: datetime, on: date, at: datetime) -> Step | None:
    """The last step whose time has come at `at`; None if it is too early for any."""
    come = [step for step, moment in step_times(starts_at, ends_at, on).items() if moment <= at]
    return max(come, default=None)


def step_after(starts_at: datetime, ends_at: datetime, on: date, at: datetime) -> datetime | None:
    """When the first step after `at` is due; None once all have come. A duty made at `at` begins with this one."""
    coming = [moment for moment in step_times(starts_at, ends_at, on).values() if moment > at]
    return min(coming, default=None)


def outcome_of(duty: Duty, at: datetime) -> Outcome:
    """What the step that is due at `at` makes of a duty. Whether a missed one is handed over is not decided here."""
    match due_step(duty.starts_at, duty.ends_at, duty.on, at):
        case Step.REMIND if duty.state == DutyState.OPEN and duty.reminded_at is None:
            return Outcome.REMINDED
        case Step.WARN if duty.state == DutyState.OPEN and duty.warned_at is None:
            return Outcome.WARNED
        case Step.CLOSE if duty.closed_at is None:
            return Outcome.MISSED if duty_may_become(duty.state, DutyState.MISSED) else Outcome.CLOSED
    return Outcome.PASSED_BY


def _minutes(key: str, on: date) -> timedelta:
    return timedelta(minutes=rule(key, on).value or 0)
