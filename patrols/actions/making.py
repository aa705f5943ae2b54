"""Duties made ahead from points × windows × school days, again and again with the same result."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import date, datetime, timedelta
from time import monotonic

from django.db import transaction
from django.utils import timezone

from campus_safety.local_days import local_day
from patrols.actions.asking import Making
from patrols.actions.matching import match_duties
from patrols.actions.public import mark_public_stale
from patrols.actions.secrets import secrets_of
from patrols.models import DutyRun, PatrolPoint

DAYS_AHEAD = 14
# Points whose windows, school days and duties are in memory at a time.
CHUNK = 500
# Points of one run of the worker: they are locked until their duties are written, some seconds at most.
MOST_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Made:
    """What one making, or several together, came to: points looked at, and duties made, changed and taken back."""

    points: int = 0
    made: int = 0
    changed: int = 0
    taken_back: int = 0

    @property
    def has_written(self) -> bool:
        """Whether anything is otherwise than before."""
        return bool(self.made or self.changed or self.taken_back)

    def __add__(self, other: "Made") -> "Made":
        return Made(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@transaction.atomic
def make_duties(
    *, first: date, until: date, points: Iterable[PatrolPoint] | None = None, not_before: datetime | None = None
) -> Made:
    """Make the duties of every day from `first` to `until` (both included), of these points or of all.

    With `not_before` none is made whose window is over by then: nobody can be late for what was asked for afterwards.
    The same call again changes nothing. What windows or calendars ask for otherwise than before changes open duties
    that have not begun and of which nobody was reminded: they are taken back, or changed in place where only their
    times, strength or minute differ. One DutyRun, with its entry on the trail, stands for all that was written.
    """
    chosen = PatrolPoint.objects.all()
    if points is not None:
        chosen = chosen.filter(pk__in=[point.pk for point in points])
    # All are locked before anything is read: who changes a window or a calendar meanwhile marks them afterwards.
    locked = chosen.order_by("pk").select_for_update(no_key=True).values_list("unit_id", "pk")
    by_unit = [pk for _unit, pk in sorted(locked)]
    return _make(by_unit, first, until, timezone.now(), not_before)


def make_due_points(*, at: datetime, budget_s: float) -> Made:
    """Make the coming duties of points that wait for it, the oldest first, for about `budget_s` seconds.

    Those wait of which something has changed, and, as the days go by, all. Each run takes up to 2,000 points in a
    transaction of its own, and passes over those that another worker has in hand.
    """
    total, ends = Made(), monotonic() + budget_s
    while True:
        run = _make_next(at)
        total += run
        if not run.points or monotonic() >= ends:
            return total


@transaction.atomic
def _make_next(at: datetime) -> Made:
    today = local_day(at)
    until = today + timedelta(days=DAYS_AHEAD)
    waiting = PatrolPoint.objects.to_make(until).select_for_update(no_key=True, skip_locked=True)
    return _make(list(waiting.values_list("pk", flat=True)[:MOST_AT_ONCE]), today, until, at, at)


def _make(points: Sequence[int], first: date, until: date, at: datetime, not_before: datetime | None) -> Made:
    """Make the duties of points that are locked, write down what came of it, and until when they have theirs."""
    if not points:
        return Made()
    today = local_day(at)
    making = Making(first, until, at, not_before, secrets_of(_days(max(first, today), until)))
    made = Made(points=len(points))
    for start in range(0, len(points), CHUNK):
        chunk = points[start : start + CHUNK]
        matched = match_duties(points=chunk, making=making)
        made += Made(0, len(matched.made), len(matched.changed), len(matched.taken_back))
        if matched.touches(today):
            mark_public_stale()
        if first <= today:
            reached = min(until, today + timedelta(days=DAYS_AHEAD))
            PatrolPoint.objects.filter(pk__in=chunk).update(duties_until=reached)
    if made.has_written:
        DutyRun.objects.create(first_day=first, last_day=until, made_at=at, **asdict(made))
    return made


def _days(first: date, until: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((until - first).days + 1)]
