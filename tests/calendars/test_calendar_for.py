"""Fetching what a unit's calendar is decided from: its own rows, those above it, the nation's, and nobody else's."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import Unit
from campus_safety.calendars.deciding import Calendar, Edge, Source, calendar_for
from campus_safety.calendars.models import Day, Span
from tests.cast import Cast
from tests.factories.calendars import make_day, make_span

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 29)
MONDAY = date(2026, 11, 16)


def reasons(calendar: Calendar) -> list[str]:
    """Why the first day is what it is, for a primary school."""
    return [str(calendar.fact(MONDAY, ["primary"]).reason)]


def test_the_nearest_of_three_units_is_heard(cast: Cast) -> None:
    make_day(None, MONDAY, reason="nation")
    assert reasons(calendar_for(cast.station, FIRST, LAST)) == ["nation"]
    make_day(cast.bureau_unit, MONDAY, reason="bureau")
    assert reasons(calendar_for(cast.station, FIRST, LAST)) == ["bureau"]
    make_day(cast.station, MONDAY, reason="station")
    assert reasons(calendar_for(cast.station, FIRST, LAST)) == ["station"]
    assert reasons(calendar_for(cast.bureau_unit, FIRST, LAST)) == ["bureau"]


def test_of_one_unit_the_day_for_one_kind_of_school_is_heard_first(cast: Cast) -> None:
    make_day(cast.station, MONDAY, reason="every kind")
    make_day(cast.station, MONDAY, level="primary", reason="primary")

    assert reasons(calendar_for(cast.station, FIRST, LAST)) == ["primary"]


def test_what_another_station_enters_is_nothing_to_this_one(cast: Cast) -> None:
    make_day(cast.other_station, MONDAY)
    make_span(cast.other_station, Span.Kind.BREAK, FIRST, LAST)

    assert calendar_for(cast.station, FIRST, LAST).fact(MONDAY, []).source == Source.WEEKDAY


def test_a_break_of_the_bureau_holds_at_its_stations(cast: Cast) -> None:
    make_span(cast.bureau_unit, Span.Kind.BREAK, FIRST, LAST, name="秋假")

    fact = calendar_for(cast.station, FIRST, LAST).fact(MONDAY, ["primary"])

    assert (fact.is_school, fact.source, fact.reason) == (False, Source.BREAK, "秋假")


@pytest.mark.parametrize(("days_after", "edge"), [(1, Edge.BEFORE_BREAK), (2, None)])
def test_a_break_just_beyond_the_span_is_seen(cast: Cast, days_after: int, edge: Edge | None) -> None:
    wednesday = date(2026, 11, 18)
    begins = wednesday + timedelta(days=days_after)
    make_span(cast.station, Span.Kind.BREAK, begins, begins + timedelta(days=30))

    assert calendar_for(cast.station, wednesday, wednesday).fact(wednesday, []).edge == edge


def test_the_number_of_queries_is_constant(cast: Cast) -> None:
    def count(unit: Unit, last: date) -> int:
        with CaptureQueriesContext(connection) as queries:
            calendar_for(unit, FIRST, last)
        return len(queries)

    before = count(cast.station, LAST)
    Day.objects.bulk_create(
        Day(unit=cast.station, on=FIRST + timedelta(days=number), kind=Day.Kind.NO_SCHOOL, reason="x")
        for number in range(200)
    )

    assert count(cast.station, FIRST + timedelta(days=365)) == before == 4
