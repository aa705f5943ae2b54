"""The ladder of a duty: reminded before its window, warned of while nobody has come, closed when it is over.

Pure. Each step has its time; of several whose time has come (the worker was down, the clock jumped) only the last is
taken: nobody is reminded of a window that is over. Steps are taken in this order and never again.
"""

from datetime import date, datetime, timedelta
from enum import IntEnum

from campus_safety.rules.catalogue import rule


class Step(IntEnum):
    """What is done when the time has come; a larger one comes later."""

    REMIND = 1
    WARN = 2
    CLOSE = 3


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


def _minutes(key: str, on: date) -> timedelta:
    return timedelta(minutes=rule(key, on).value or 0)
