"""The times of a window on a day: fixed ones, or so many minutes round its school's arrival or dismissal. Pure."""

from datetime import date, time
from functools import lru_cache

from campus_safety.calendars.deciding import OwnDay
from campus_safety.rules.catalogue import rule
from patrols.models import DutyWindow

Span = tuple[time, time]
LAST_MINUTE = 23 * 60 + 59


def span_of(window: DutyWindow, own: OwnDay | None = None) -> Span | None:
    """From when until when a window is on a usual day, or on a day of which its school says something itself.

    None for a tied window whose school has no such time.
    """
    if window.basis == DutyWindow.Basis.FIXED:
        return window.starts_at, window.ends_at
    clock = clock_of(window, own)
    return None if clock is None else span_round(clock, window.before_min or 0, window.after_min or 0)


def clock_of(window: DutyWindow, own: OwnDay | None = None) -> time | None:
    """The time of its school that a tied window is round; None where the school has none."""
    if window.school is None:
        return None
    if window.basis == DutyWindow.Basis.ARRIVAL:
        return (own and own.arrives_at) or window.school.arrives_at
    return (own and own.dismisses_at) or window.school.dismisses_at


def usual_offsets(basis: str, on: date) -> tuple[int, int]:
    """Minutes before and after a school's time, as the rule of duty at the gate has them on a day (GATE_DUTY)."""
    if basis == DutyWindow.Basis.ARRIVAL:
        return rule("gate_before_arrival", on).value or 0, 0
    return 0, rule("gate_after_dismissal", on).value or 0


@lru_cache(maxsize=1024)
def span_round(clock: time, before_min: int, after_min: int) -> Span | None:
    """From `before_min` minutes before a time to `after_min` after it, within the day; None if nothing is left."""
    minute = clock.hour * 60 + clock.minute
    first, last = max(minute - before_min, 0), min(minute + after_min, LAST_MINUTE)
    return (_time(first), _time(last)) if first < last else None


def overlap(one: DutyWindow, other: DutyWindow) -> bool:
    """Whether two windows of one point can ask for a visit at the same time of the same day."""
    is_same_time = one.starts_at < other.ends_at and other.starts_at < one.ends_at
    last_days = (each.in_force_until or date.max for each in (one, other))
    is_same_span = max(each.in_force_from or date.min for each in (one, other)) <= min(last_days)
    return is_same_time and is_same_span and not set(one.weekdays).isdisjoint(other.weekdays)


def _time(minute: int) -> time:
    return time(*divmod(minute, 60))
