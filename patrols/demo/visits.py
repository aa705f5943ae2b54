"""The visits of one wave: which points are reached, when, by whom, and what the phone says about it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from campus_safety.accounts.models import User
from campus_safety.geo.places import distance_m
from patrols.demo.days import FILLED_FROM
from patrols.models import CheckIn, Duty, PatrolPoint
from patrols.states import DutyState

METRES_A_DEGREE = 111_320.0
BY_HAND = "手机定位失败，人工签到（演示数据）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the phone says: metres and direction off the point, accuracy, and how it was sent (seconds)."""

    offset_m: float
    bearing: float
    accuracy_m: float
    method: CheckIn.Method = CheckIn.Method.GPS
    send_delay_s: float = 2.0
    clock_off_s: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One check-in as it will have been: by duty if it belongs to one, outside of the outing if `is_alone`."""

    point: PatrolPoint
    captured_at: datetime
    officer: User
    reading: Reading
    duty: Duty | None = None
    is_alone: bool = False

    @property
    def place(self) -> tuple[float, float]:
        """(latitude, longitude) in degrees, WGS-84, as the phone measured them."""
        off, bearing = self.reading.offset_m / METRES_A_DEGREE, self.reading.bearing
        latitude, longitude = self.point.place
        east = off * math.sin(bearing) / math.cos(math.radians(latitude))
        return round(latitude + off * math.cos(bearing), 6), round(longitude + east, 6)


def fates_of(rng: Random, duties: Sequence[Duty]) -> dict[int, str]:
    """What becomes of each duty (by key): nearly all are done, better from month to month; at most one is late."""
    fates: dict[int, str] = {}
    for duty in duties:
        missed = _missed_share(duty.on)
        draw = rng.random()
        if draw < missed:
            fate = DutyState.MISSED
        elif draw < missed + 0.016 and DutyState.LATE not in fates.values():
            fate = DutyState.LATE
        elif draw > 0.995:
            fate = DutyState.CANCELLED
        else:
            fate = DutyState.DONE
        fates[duty.pk] = str(fate)
    return fates


def _missed_share(day: date) -> float:
    months = max(0, (day.year - FILLED_FROM.year) * 12 + day.month - FILLED_FROM.month)
    return max(0.025, 0.055 - 0.012 * months)


def visits_of(
    rng: Random, duties: Sequence[Duty], fates: dict[int, str], officers: Sequence[User], reserve: User
) -> list[Visit]:
    """The visits in the order in which they happened: from point to nearest point, then those that came too late."""
    visits: list[Visit] = []
    moment = duties[0].starts_at + timedelta(seconds=rng.randint(90, 300))
    for duty in _by_nearness(rng, [duty for duty in duties if fates[duty.pk] == DutyState.DONE]):
        officer = officers[-1] if rng.random() < 0.25 else officers[0]
        visits.append(Visit(duty.point, moment, officer, draw_reading(rng), duty))
        moment += timedelta(seconds=rng.randint(210, 390))
    visits = _odd_ones(rng, visits, reserve)
    for duty in duties:
        if fates[duty.pk] == DutyState.LATE:
            moment = duty.ends_at + timedelta(seconds=rng.randint(90, 290))
            visits.append(Visit(duty.point, moment, officers[0], draw_reading(rng), duty))
    return visits


def _by_nearness(rng: Random, duties: list[Duty]) -> list[Duty]:
    ordered: list[Duty] = []
    while duties:
        last = ordered[-1].point.place if ordered else rng.choice(duties).point.place
        # Flat distances are enough to tell which is nearest.
        nearest = min(duties, key=lambda duty: math.dist(duty.point.place, last))
        duties.remove(nearest)
        ordered.append(nearest)
    return ordered


def _odd_ones(rng: Random, visits: list[Visit], reserve: User) -> list[Visit]:
    """Now and then a visit by an officer who is not out, or two points in no time: what a commander should look at."""
    draw = rng.random()
    if len(visits) > 2 and draw < 0.02:
        visits[1] = replace(visits[1], officer=reserve, is_alone=True)
    elif len(visits) > 2 and draw < 0.05:
        before, after = visits[-2:]
        leap = distance_m(before.point.place, after.point.place)
        moment = before.captured_at + timedelta(seconds=round(leap / 45))
        visits[-1] = replace(after, captured_at=moment, officer=before.officer)
    return visits


def draw_reading(rng: Random) -> Reading:
    """A good reading; a few are outside the fence, poor, by hand, sent late or by a phone whose clock is off."""
    reading = Reading(
        offset_m=round(rng.triangular(1, 38, 12), 1),
        bearing=round(rng.uniform(0, 2 * math.pi), 4),
        accuracy_m=round(rng.triangular(4, 35, 9), 1),
        method=CheckIn.Method.QR if rng.random() < 0.08 else CheckIn.Method.GPS,
        send_delay_s=round(rng.uniform(0.6, 4.0), 1),
    )
    draw = rng.random()
    if draw < 0.010:
        return replace(reading, offset_m=round(rng.uniform(95, 260), 1))
    if draw < 0.022:
        return replace(reading, accuracy_m=round(rng.uniform(110, 240), 1))
    if draw < 0.031:
        return replace(reading, send_delay_s=float(rng.randint(720, 2400)))
    if draw < 0.040:
        return replace(reading, method=CheckIn.Method.MANUAL, note=BY_HAND)
    if draw < 0.043:
        return replace(reading, clock_off_s=float(rng.choice((-1, 1)) * rng.randint(180, 420)))
    return reading
