"""Calendars without a database: rows that were never saved, in the order in which the calendar asks them."""

from collections.abc import Sequence
from datetime import date, timedelta

from campus_safety.calendars.deciding import Calendar
from campus_safety.calendars.models import Day, Span

STATION, BUREAU = 2, 1


def calendar_of(
    *days: Day, spans: Sequence[Span] = (), first: date = date(2026, 1, 1), last: date = date(2027, 12, 31)
) -> Calendar:
    """The calendar of 2026 and 2027 with these own days, nearest first, and the rules as they are."""
    return Calendar(first, last, spans=spans, days=days, pause=3, term_start=5)


def own(on: date, *, school: bool, unit: int | None = STATION, level: str = "", **fields: int | None) -> Day:
    """An own day; its reason says whose it is."""
    whose = {STATION: "station", BUREAU: "bureau", None: "nation"}[unit]
    kind = Day.Kind.SCHOOL if school else Day.Kind.NO_SCHOOL
    return Day(unit_id=unit, on=on, kind=kind, level=level, reason=whose, **fields)


def span(kind: Span.Kind, first: date, days: int, level: str = "") -> Span:
    """A term or break of this many days."""
    return Span(
        unit_id=STATION,
        kind=kind,
        name=str(kind),
        first_day=first,
        last_day=first + timedelta(days=days - 1),
        level=level,
    )
