"""What a unit does on one day: the same for the same seed, unit, day and duties, whatever was filled before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import midnight
from patrols.demo.days import SchoolDays
from patrols.demo.visits import Visit, draw_reading, fates_of, visits_of
from patrols.models import Duty, Outing, PatrolPoint, Vehicle

# Which points one team covers, by the unit's code and the points' numbers: neighbours, whose windows do not overlap.
ROUTES = {
    "SPQ": ((1, 2, 16, 21, 22, 23), (3, 4, 7, 17, 34), (8, 9, 12, 27, 28, 29, 30), (5, 6, 15, 24, 25, 26),
            (11, 13, 14, 19, 20), (10, 18, 31, 32, 33)),
    "SFL": ((1, 2), (3, 4, 5)),
}  # fmt: skip
WITH_SQUAD = (0, 3)
INVENTED = "演示数据"
Topic = Outing.Topic
RECTIFICATIONS = (
    (Topic.VENUES, "校园周边网吧清查"), (Topic.RENTALS, "校园周边出租房屋清查"), (Topic.STALLS, "校园周边流动摊贩整治"),
    (Topic.TRAFFIC, "校门口违停整治"),
)  # fmt: skip
FINDING = {0: "未发现问题（演示数据）", 1: "发现 1 处问题，当场整改（演示数据）"}
FINDINGS = "发现 {} 处问题，责令限期整改（演示数据）"
FRIDAY = 5


@dataclass(frozen=True, slots=True)
class Crew:
    """Who and what a unit has to send out."""

    unit: Unit
    officers: Sequence[User]
    vehicles: Sequence[Vehicle]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One outing as it will have been."""

    uuid: UUID
    unit: Unit
    kind: Outing.Kind
    started_at: datetime
    ended_at: datetime
    officers: Sequence[User]
    vehicles: Sequence[Vehicle] = ()
    volunteers: int = 0
    units: Sequence[Unit] = ()
    note: str = INVENTED
    topic: str = ""
    places_checked: int | None = None
    problems_found: int | None = None
    found: str = ""
    visits: Sequence[Visit] = ()


@dataclass(frozen=True, slots=True)
class Wave:
    """The duties of one route that share a window, what becomes of each (by key), and the outing that sees to them."""

    duties: Sequence[Duty]
    fates: dict[int, str]
    trip: Trip | None

    def is_over(self, now: datetime) -> bool:
        """Whether window and outing have ended."""
        return self.duties[0].ends_at <= now and (self.trip is None or self.trip.ended_at <= now)


@dataclass(frozen=True, slots=True)
class Team:
    """Who has one route in one half of the day; the reserve takes what the team leaves."""

    officers: Sequence[User]
    vehicles: Sequence[Vehicle]
    reserve: User


def known_codes() -> list[str]:
    """The codes of the points that the demonstration patrols: a point that a person added is left to people."""
    return [f"{unit}-{number:02d}" for unit, routes in ROUTES.items() for route in routes for number in route]


def plan_waves(
    seed: int, crew: Crew, squad: Crew, day: date, duties: Iterable[Duty], days: SchoolDays
) -> Iterator[Wave]:
    """The unit's duties of a day, wave by wave; with the squad on Fridays and when school begins again."""
    routes = ROUTES[crew.unit.code]
    teams = _teams(_random(seed, crew.unit, day), crew, len(routes))
    if not teams:
        return
    is_joint = day.isoweekday() == FRIDAY or days.begins_again(day)
    for (route, starts_at), wave in sorted(_waves(routes, duties).items()):
        rng = _random(seed, crew.unit, day, route, f"{starts_at:%H%M}")
        is_morning = timezone.localtime(starts_at).hour < 12
        team = teams[(route if is_morning else route + 1) % len(teams)]
        joined = squad if is_joint and is_morning and route in WITH_SQUAD and crew.unit.code == "SPQ" else None
        yield _wave(rng, crew, team, joined, route, wave)


def _wave(rng: Random, crew: Crew, team: Team, squad: Crew | None, route: int, duties: list[Duty]) -> Wave:
    uuid = _uuid(rng)
    fates = fates_of(rng, duties)
    visits = visits_of(rng, duties, fates, team.officers, team.reserve)
    if not visits:
        return Wave(duties, fates, None)
    place = 1 + WITH_SQUAD.index(route) if squad else 0
    joined = squad.officers[place : place + 1] if squad else []
    trip = Trip(
        uuid=uuid,
        unit=crew.unit,
        kind=Outing.Kind.JOINT if squad else Outing.Kind.PEAK,
        started_at=visits[0].captured_at - timedelta(seconds=rng.randint(60, 170)),
        ended_at=_end_of(rng, visits[-1], duties[0]),
        officers=[*team.officers, *joined],
        vehicles=[*team.vehicles, *(squad.vehicles[1:2] if squad and route == WITH_SQUAD[0] else [])],
        volunteers=rng.choice((0, 0, 1, 1, 2, 2, 3)),
        units=[squad.unit] if squad else [],
        visits=visits,
    )
    return Wave(duties, fates, trip)


def _end_of(rng: Random, last: Visit, duty: Duty) -> datetime:
    """The team stays nearly until the window closes; after a late visit it leaves at once."""
    leaves = last.captured_at + timedelta(seconds=rng.randint(60, 150))
    return max(leaves, duty.ends_at - timedelta(seconds=rng.randint(10, 400)))


def _waves(routes: tuple[tuple[int, ...], ...], duties: Iterable[Duty]) -> dict[tuple[int, datetime], list[Duty]]:
    route_of = {number: index for index, route in enumerate(routes) for number in route}
    waves = defaultdict(list)
    for duty in duties:
        waves[route_of[int(duty.point.number)], duty.starts_at].append(duty)
    return {key: sorted(wave, key=lambda duty: duty.point.code) for key, wave in waves.items()}


def _teams(rng: Random, crew: Crew, count: int) -> list[Team]:
    """A leader for every route, a second officer for some, a car for some; the last officer stays behind."""
    if len(crew.officers) < 2:
        return []
    *order, reserve = rng.sample(crew.officers, len(crew.officers))
    leaders, mates = order[:count], order[count:]
    cars = rng.sample(crew.vehicles, len(crew.vehicles))
    teams = []
    for leader in leaders:
        officers = [leader, mates.pop()] if mates and rng.random() < 0.45 else [leader]
        teams.append(Team(officers, [cars.pop()] if cars and rng.random() < 0.3 else [], reserve))
    return teams


def plan_rounds(seed: int, crew: Crew, day: date, points: Sequence[PatrolPoint], days: SchoolDays) -> Iterator[Trip]:
    """What a station does beside its duties: a round between the peaks, and now and then a rectification."""
    if not crew.officers:
        return
    rng = _random(seed, crew.unit, day, "round")
    order = rng.sample(crew.officers, len(crew.officers))
    is_quiet = not days.has_school(day)
    begins = midnight(day) + timedelta(hours=15 if is_quiet else 10, minutes=rng.randint(0, 20))
    yield Trip(
        uuid=_uuid(rng),
        unit=crew.unit,
        kind=Outing.Kind.ROUTINE,
        started_at=begins,
        ended_at=begins + timedelta(minutes=rng.randint(55, 75)),
        officers=order[:2],
        vehicles=crew.vehicles[:1],
        visits=_round(rng, order[0], points, begins) if is_quiet else (),
    )
    if day.isoweekday() == 3 and day.isocalendar().week % 2 == 0:
        begins = midnight(day) + timedelta(hours=14, minutes=rng.randint(0, 15))
        topic, note = rng.choice(RECTIFICATIONS)
        problems = rng.choice((0, 1, 1, 2, 3))
        yield Trip(
            uuid=_uuid(rng),
            unit=crew.unit,
            kind=Outing.Kind.RECTIFICATION,
            started_at=begins,
            ended_at=begins + timedelta(minutes=rng.randint(60, 90)),
            officers=order[2:5],
            vehicles=crew.vehicles[1:2],
            volunteers=rng.randint(0, 4),
            note=f"{note}（{INVENTED}）",
            topic=topic.value,
            places_checked=rng.randint(5, 14),
            problems_found=problems,
            found=FINDING.get(problems, FINDINGS.format(problems)),
        )


def _round(rng: Random, officer: User, points: Sequence[PatrolPoint], begins: datetime) -> list[Visit]:
    """A round past a few points when no school is in: check-ins that belong to no duty."""
    moment, visits = begins, []
    for point in rng.sample(points, min(4, len(points))):
        moment += timedelta(seconds=rng.randint(480, 780))
        visits.append(Visit(point, moment, officer, draw_reading(rng)))
    return visits


def plan_traffic(seed: int, squad: Crew, day: date, days: SchoolDays) -> Iterator[Trip]:
    """What the traffic squad does on a day with school: order on the roads at both peaks."""
    if not squad.officers or not days.has_school(day):
        return
    for hour, minute in ((7, 30), (16, 20)):
        rng = _random(seed, squad.unit, day, hour)
        begins = midnight(day) + timedelta(hours=hour, minutes=minute + rng.randint(-8, 8))
        yield Trip(
            uuid=_uuid(rng),
            unit=squad.unit,
            kind=Outing.Kind.PEAK,
            started_at=begins,
            ended_at=begins + timedelta(minutes=rng.randint(50, 70)),
            officers=[squad.officers[0], *squad.officers[3 : 3 + rng.randint(0, 2)]],
            vehicles=squad.vehicles[: rng.randint(0, 1)],
        )


def _random(seed: int, unit: Unit, day: date, *more: object) -> Random:
    return Random(" ".join(map(str, (seed, unit.code, day, *more))))  # noqa: S311  (invented data, no secret)


def _uuid(rng: Random) -> UUID:
    return UUID(bytes=rng.randbytes(16), version=4)
