"""Rows for tests: minimal, deterministic, each named for what it makes."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from campus_safety.accounts.models import Unit, User
from campus_safety.levels import Level
from campus_safety.local_days import midnight
from patrols.models import (
    CheckIn,
    Duty,
    DutyWindow,
    Outing,
    OutingOfficer,
    PatrolPoint,
    PointSign,
    Vehicle,
    VehicleDispatch,
)
from schools.models import School, SchoolLevel

PLACE = (29.52854, 106.4726)
PASSWORD = "a long enough password"
_numbers = itertools.count(1)


def uuid_number(number: int) -> UUID:
    """The UUID with this number, so that a test can name it."""
    return UUID(int=number)


def a_unit(code: str = "", kind: str = Unit.Kind.STATION, parent: Unit | None = None, **fields: Any) -> Unit:
    """A unit, not yet written; a station unless said otherwise."""
    code = code or f"U{next(_numbers)}"
    return Unit(**{"code": code, "name": f"单位 {code}", "kind": kind, "parent": parent} | fields)


def make_unit(code: str = "", kind: str = Unit.Kind.STATION, parent: Unit | None = None, **fields: Any) -> Unit:
    """A unit; a station unless said otherwise."""
    unit = a_unit(code, kind, parent, **fields)
    unit.save()
    return unit


def a_user(username: str = "", role: str = User.Role.OFFICER, unit: Unit | None = None, **fields: Any) -> User:
    """A user, not yet written, who can sign in with PASSWORD only if `password=True`."""
    username = username or f"user{next(_numbers)}"
    password = PASSWORD if fields.pop("password", False) else None
    user = User(username=username, **{"name": username, "role": role, "unit": unit} | fields)
    user.set_password(password)
    return user


def make_user(username: str = "", role: str = User.Role.OFFICER, unit: Unit | None = None, **fields: Any) -> User:
    """A user who can sign in with PASSWORD only if `password=True`."""
    user = a_user(username, role, unit, **fields)
    user.save()
    return user


def a_school(unit: Unit, name: str = "", **fields: Any) -> School:
    """A school, not yet written."""
    values = {"name": name or f"学校 {next(_numbers)}", "latitude": PLACE[0], "longitude": PLACE[1]} | fields
    return School(unit=unit, **values)


def make_school(unit: Unit, name: str = "", level: str = Level.KINDERGARTEN, **fields: Any) -> School:
    """A school with one level."""
    school = a_school(unit, name, **fields)
    school.save()
    SchoolLevel.objects.create(school=school, level=level)
    return school


def make_point(unit: Unit, code: str = "", *, schools: list[School] | None = None, **fields: Any) -> PatrolPoint:
    """A published patrol point in force, with its first sign."""
    number = next(_numbers)
    values = {
        "code": code or f"T-{number:03d}",
        "name": f"点位 {number}",
        "latitude": PLACE[0],
        "longitude": PLACE[1],
        "in_force_from": date(2018, 2, 1),
        "is_published": True,
    }
    point = PatrolPoint.objects.create(unit=unit, **values | fields)
    point.schools.add(*schools or [])
    PointSign.objects.create(point=point, token=f"token-{point.code}")
    return point


def make_window(point: PatrolPoint, starts: time = time(7, 30), ends: time = time(8, 30), **fields: Any) -> DutyWindow:
    """A window on every day of the week, 07:30 to 08:30."""
    values = {"occasion": DutyWindow.Occasion.ARRIVAL, "weekdays": "1234567"} | fields
    return DutyWindow.objects.create(point=point, starts_at=starts, ends_at=ends, **values)


def make_duty(window: DutyWindow, on: date, state: str = "open", **fields: Any) -> Duty:
    """The duty of a window on a day."""
    start, day = midnight(on), date(2000, 1, 1)
    begins = start + (datetime.combine(day, window.starts_at) - datetime.combine(day, time.min))
    ends = start + (datetime.combine(day, window.ends_at) - datetime.combine(day, time.min))
    visited = {"done": begins + timedelta(minutes=5), "late": ends + timedelta(minutes=5)}.get(state)
    values = {"starts_at": begins, "ends_at": ends, "visited_at": visited, "state": state} | fields
    if state == "cancelled":
        values.setdefault("reason", "雨天停课")
    return Duty.objects.create(unit_id=window.point.unit_id, point=window.point, window=window, on=on, **values)


def make_vehicle(unit: Unit, plate: str = "") -> Vehicle:
    """A marked car."""
    return Vehicle.objects.create(unit=unit, plate=plate or f"渝A·D{next(_numbers):04d}警")


def make_first_outings(*officers: User) -> None:
    """Since 2 September 2013 the units of these officers keep their records in the portal."""
    for officer in officers:
        make_outing(officer, started_at=at("2013-09-02 07:30"), ended_at=at("2013-09-02 08:30"))


def make_outing(
    *officers: User,
    started_at: datetime,
    ended_at: datetime | None = None,
    vehicles: tuple[Vehicle, ...] = (),
    **fields: Any,
) -> Outing:
    """An outing of these officers, led by the first one's unit."""
    number = next(_numbers)
    lead = fields.pop("unit", officers[0].unit)
    values = {"uuid": uuid_number(10_000 + number), "started_by": officers[0], "digest": f"{number:064d}"} | fields
    outing = Outing.objects.create(unit=lead, started_at=started_at, ended_at=ended_at, **values)
    for officer in officers:
        OutingOfficer.objects.create(
            outing=outing, officer=officer, unit=officer.unit or lead, started_at=started_at, ended_at=ended_at
        )
    for vehicle in vehicles:
        VehicleDispatch.objects.create(outing=outing, vehicle=vehicle, unit_id=vehicle.unit_id, started_at=started_at)
    return outing


def make_check_in(officer: User, point: PatrolPoint, captured_at: datetime, **fields: Any) -> CheckIn:
    """A check-in by position, 18 m from the point; one for a duty keeps the duty's state."""
    number, duty = next(_numbers), fields.get("duty")
    values = {
        "uuid": uuid_number(20_000 + number),
        "method": CheckIn.Method.GPS,
        "received_at": captured_at,
        "distance_m": 18.0,
        "fence_radius_m": 50,
        "accuracy_m": 12.0,
        "digest": f"{number:064d}",
        "duty_state": duty.state if duty else "",
    }
    return CheckIn.objects.create(
        unit_id=point.unit_id, officer=officer, point=point, captured_at=captured_at, **values | fields
    )


def at(text: str) -> datetime:
    """The moment that `YYYY-MM-DD HH:MM` names in Asia/Shanghai."""
    return (datetime.fromisoformat(f"{text}+08:00")).astimezone(UTC)
