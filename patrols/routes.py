"""The route of an outing: from point to point, as its check-ins say. Pure; no check-in's own coordinates are used.

Those are dropped after 90 days; the places of the points stay, so that a route reads the same ever after.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from campus_safety.geo.map_data import PointMark
from campus_safety.geo.places import distance_m
from patrols.coverage.points import point_mark
from patrols.models import CheckIn, PatrolPoint


@dataclass(slots=True)
class Stop:
    """Check-ins at one point that follow each other, in order of time."""

    number: int
    point: PatrolPoint
    check_ins: list[CheckIn] = field(default_factory=list)
    # From the last check-in at the stop before, in whole minutes and in metres of a straight line; None at the first.
    since_min: int | None = None
    leg_m: int | None = None

    @property
    def first_at(self) -> datetime:
        """The first check-in there."""
        return self.check_ins[0].captured_at

    @property
    def last_at(self) -> datetime:
        """The last check-in there, before the next stop."""
        return self.check_ins[-1].captured_at

    @property
    def dwell_min(self) -> int | None:
        """From the first check-in to the last in whole minutes; None if there was one only."""
        return _minutes(self.first_at, self.last_at) if len(self.check_ins) > 1 else None


@dataclass(frozen=True, slots=True)
class Route:
    """The stops of an outing and their sums."""

    stops: list[Stop]

    @property
    def length_m(self) -> int:
        """All legs together, in metres of straight lines."""
        return sum(stop.leg_m or 0 for stop in self.stops)

    @property
    def way_min(self) -> int:
        """The minutes between stops."""
        return sum(stop.since_min or 0 for stop in self.stops)

    @property
    def dwell_min(self) -> int:
        """The minutes at points, where that is known."""
        return sum(stop.dwell_min or 0 for stop in self.stops)

    @property
    def places(self) -> list[tuple[float, float]]:
        """The line: (latitude, longitude) of each stop."""
        return [stop.point.place for stop in self.stops]

    @property
    def marks(self) -> list[PointMark]:
        """One mark a point, with the numbers of its stops in it."""
        numbers: defaultdict[int, list[str]] = defaultdict(list)
        points = {stop.point.pk: stop.point for stop in self.stops}
        for stop in self.stops:
            numbers[stop.point.pk].append(str(stop.number))
        return [
            PointMark(
                **point_mark(point, "done") | {"number": "·".join(numbers[pk]), "name": f"{point.number} {point.name}"}
            )
            for pk, point in points.items()
        ]


def route_of(check_ins: Iterable[CheckIn]) -> Route:
    """The route of check-ins that came with point and review; a rejected one is no part of it. No query."""
    stops: list[Stop] = []
    for check_in in sorted(check_ins, key=lambda check_in: (check_in.captured_at, check_in.pk)):
        if _is_rejected(check_in):
            continue
        if not stops or stops[-1].point.pk != check_in.point_id:
            stops.append(Stop(number=len(stops) + 1, point=check_in.point))
        stops[-1].check_ins.append(check_in)
    for before, stop in pairwise(stops):
        stop.since_min = _minutes(before.last_at, stop.first_at)
        stop.leg_m = round(distance_m(before.point.place, stop.point.place))
    return Route(stops)


def _is_rejected(check_in: CheckIn) -> bool:
    review = getattr(check_in, "review", None)
    return review is not None and review.outcome == review.Outcome.REJECTED


def _minutes(earlier: datetime, later: datetime) -> int:
    """As the clocks on the page say it, so that the minutes of a table come to their sum."""
    return int(later.timestamp() // 60 - earlier.timestamp() // 60)
