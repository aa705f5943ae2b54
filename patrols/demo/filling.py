"""Goes through the days from the first to today and takes in what has happened and is not yet written."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day, midnight
from patrols.actions.making import DAYS_AHEAD
from patrols.demo.days import SchoolDays, first_day
from patrols.demo.plan import Crew, Trip, Wave, known_codes, plan_rounds, plan_traffic, plan_waves
from patrols.demo.units import SECOND_STATION, SQUAD, STATION
from patrols.demo.work import Work
from patrols.models import Duty, Outing, OutingOfficer, PatrolPoint, Vehicle

DutiesByDay = dict[tuple[int, date], list[Duty]]


def collect_work(*, seed: int, now: datetime, days: SchoolDays) -> Work:
    """Everything up to `now` that is not yet written: outings that are over, and the duties whose window is."""
    today = local_day(now)
    first, last = first_day(today), today + timedelta(days=DAYS_AHEAD)
    duties, crews, work = _duties_by_day(first, last), _crews(), Work(now)
    points = {code: _points_of(crews[code].unit) for code in (STATION, SECOND_STATION)}
    waves: list[Wave] = []
    trips: list[Trip] = []
    for day in _days(first, today):
        trips += plan_traffic(seed, crews[SQUAD], day, days)
        for code in (STATION, SECOND_STATION):
            crew = crews[code]
            trips += plan_rounds(seed, crew, day, points[code], days)
            waves += plan_waves(seed, crew, crews[SQUAD], day, duties[crew.unit.pk, day], days)
    _take_in(work, waves, trips, first)
    return work


def _take_in(work: Work, waves: list[Wave], trips: list[Trip], first: date) -> None:
    written = set(Outing.objects.filter(started_at__gte=midnight(first)).values_list("uuid", flat=True))
    due = [wave for wave in waves if wave.is_over(work.now) and not (wave.trip and wave.trip.uuid in written)]
    over = [trip for trip in trips if trip.ended_at <= work.now and trip.uuid not in written]
    ours = {trip.uuid for trip in trips} | {wave.trip.uuid for wave in waves if wave.trip}
    begins = min([*(trip.started_at for trip in over), *(wave.duties[0].starts_at for wave in due)], default=work.now)
    members = OutingOfficer.objects.filter(started_at__gte=begins - timedelta(days=1)).select_related("outing")
    work.respect(member for member in members if member.outing.uuid not in ours)
    for wave in due:
        work.add_wave(wave)
    for trip in over:
        work.add_trip(trip)


def _duties_by_day(first: date, last: date) -> DutiesByDay:
    duties: DutiesByDay = defaultdict(list)
    rows = Duty.objects.filter(on__range=(first, last), point__code__in=known_codes())
    for duty in rows.select_for_update(of=("self",)).select_related("point", "unit").order_by("on", "point__code"):
        duties[duty.unit_id, duty.on].append(duty)
    return duties


def _crews() -> dict[str, Crew]:
    """The invented officers and the vehicles of each unit, in a fixed order."""
    officers = User.objects.filter(role=User.Role.OFFICER, badge__startswith="演示-", is_active=True)
    vehicles = Vehicle.objects.filter(description__contains="演示", is_active=True)
    return {
        code: Crew(
            Unit.objects.get(code=code),
            list(officers.filter(unit__code=code).order_by("username")),
            list(vehicles.filter(unit__code=code).order_by("plate")),
        )
        for code in (STATION, SQUAD, SECOND_STATION)
    }


def _points_of(unit: Unit) -> list[PatrolPoint]:
    return list(PatrolPoint.objects.filter(unit=unit, code__in=known_codes()).order_by("code"))


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
