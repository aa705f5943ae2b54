"""What extra windows came with: cases near them before and since, and what became of their duties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from campus_safety.geo.places import Box, box_round, distance_m
from campus_safety.local_days import local_day, midnight
from incidents.models import Case
from incidents.near import NEAR_M
from incidents.spots import spot_of
from patrols.models import DutyWindow, PatrolPoint

# With fewer cases on both sides together, or in fewer days, nobody can tell a change from chance.
FEWEST, FEWEST_DAYS = 5, 7


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Cases within 200 m of the points of a case's extra windows, in two equally long times of `days` days.

    `before` the first day of the windows, and `since` then, today included; the case that they were added for is never
    counted against them. `has_case`: it is among those before.
    """

    first_day: date
    days: int
    before: int
    since: int
    has_case: bool

    @property
    def is_too_few(self) -> bool:
        """Whether the numbers are too small to conclude anything."""
        return self.before + self.since < FEWEST or self.days < FEWEST_DAYS


def before_and_after(case: Case, windows: Sequence[DutyWindow], at: datetime) -> BeforeAfter | None:
    """The comparison at a moment; None if the first of the windows is still to begin. One query.

    A case lies where and when it began; what was not accepted or withdrawn is out of the count.
    """
    first_day = min((window.in_force_from for window in windows if window.in_force_from), default=None)
    if first_day is None or first_day > local_day(at):
        return None
    begins = midnight(first_day)
    points = list({window.point_id: window.point for window in windows}.values())
    span = (begins - (at - begins), at)
    cases = Case.objects.filter(unit_id=case.unit_id, occurred_from__range=span).counted().within(_box_round(points))
    close = [each for each in cases.select_related("school") if _is_close(each, points)]
    before = [each for each in close if each.occurred_from < begins]
    return BeforeAfter(
        first_day=first_day,
        days=(local_day(at) - first_day).days + 1,
        before=len(before),
        since=len([each for each in close if each.occurred_from >= begins and each != case]),
        has_case=case in before,
    )


def _box_round(points: Sequence[PatrolPoint]) -> Box:
    """The box that holds everything within 200 m of a point."""
    boxes = [box_round((point.latitude, point.longitude), NEAR_M) for point in points]
    return Box(
        min(box.south for box in boxes),
        min(box.west for box in boxes),
        max(box.north for box in boxes),
        max(box.east for box in boxes),
    )


def _is_close(case: Case, points: Sequence[PatrolPoint]) -> bool:
    spot = spot_of(case)
    return spot is not None and any(distance_m(spot, (each.latitude, each.longitude)) <= NEAR_M for each in points)
