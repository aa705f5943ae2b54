"""How many points were served today, and which: what may be told, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from campus_safety.local_days import local_day
from patrols.models import Duty, PatrolPoint
from patrols.states import DutyState


@dataclass(frozen=True, slots=True)
class ServedToday:
    """What of a day may be told at a moment of it; a time to come is never part of it, but for `changes_at`.

    `has_ended_window`: a window is over, so that there is something to count. `count`: public points with a duty done
    in a window that is over. `is_day_over`: the day's last window is over; only then `point_ids` holds the points that
    were served, before that it is empty. `changes_at`: the next window's end (None: no more today); not to be shown.
    """

    has_ended_window: bool = False
    count: int = 0
    is_day_over: bool = False
    point_ids: frozenset[int] = frozenset()
    changes_at: datetime | None = None

    def mark_of(self, point: PatrolPoint) -> str:
        """The shape that a point wears: *done* once it may be told, else the neutral *wait*."""
        return "done" if point.pk in self.point_ids else "wait"


def served_today(at: datetime) -> ServedToday:
    """What may be told at `at` of that day's duties on public points: one query."""
    day = local_day(at)
    duties = Duty.objects.filter(on=day, point__in=PatrolPoint.objects.public(day))
    return _told(duties.values_list("point_id", "state", "ends_at"), at)


def _told(rows: Iterable[tuple[int, str, datetime]], at: datetime) -> ServedToday:
    """A cancelled duty counts for nothing, but the day is not over before its window is."""
    served: set[int] = set()
    to_come: list[datetime] = []
    has_ended = False
    for point_id, state, ends_at in rows:
        if ends_at > at:
            to_come.append(ends_at)
        elif state != DutyState.CANCELLED:
            has_ended = True
            if state == DutyState.DONE:
                served.add(point_id)
    is_over = has_ended and not to_come
    return ServedToday(
        has_ended_window=has_ended,
        count=len(served),
        is_day_over=is_over,
        point_ids=frozenset(served) if is_over else frozenset(),
        changes_at=min(to_come, default=None),
    )
