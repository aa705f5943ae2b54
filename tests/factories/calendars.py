"""Rows of the calendar: minimal, deterministic, each named for what it makes."""

from datetime import date, time
from typing import Any

from campus_safety.accounts.models import Unit, User
from campus_safety.calendars.models import Day, KnownYear, Span
from schools.models import School, SchoolDay
from tests.factories import at


def make_span(unit: Unit, kind: Span.Kind, first_day: date, last_day: date, **fields: Any) -> Span:
    """A term or break of every kind of school."""
    values = {"name": "秋季学期" if kind == Span.Kind.TERM else "寒假"} | fields
    return Span.objects.create(unit=unit, kind=kind, first_day=first_day, last_day=last_day, **values)


def make_day(unit: Unit | None, on: date, kind: Day.Kind = Day.Kind.NO_SCHOOL, **fields: Any) -> Day:
    """An own day without school; of the whole country without a unit."""
    return Day.objects.create(unit=unit, on=on, kind=kind, **{"reason": "停课"} | fields)


def make_known_year(administrator: User, year: int = 2027) -> KnownYear:
    """A year that an administrator has marked as known."""
    return KnownYear.objects.create(
        year=year, source="国务院办公厅通知", noted_by=administrator, noted_at=at("2026-11-23 12:00")
    )


def make_school_day(user: User, school: School, on: date, **fields: Any) -> SchoolDay:
    """A day on which the school dismisses early, noted by the user."""
    values: dict[str, Any] = {"kind": SchoolDay.Kind.OTHER_TIMES, "dismisses_at": time(11, 30), "reason": "运动会"}
    return SchoolDay.objects.create(
        school=school, on=on, noted_by=user, noted_at=at("2026-11-23 12:00"), **values | fields
    )
