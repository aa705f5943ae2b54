"""The own days of schools as the calendar takes them, and the weeks that come of them."""

from datetime import date, time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.calendars.deciding import OwnDay, Source
from campus_safety.calendars.models import Span
from schools.coming_days import coming_days
from schools.models import School, SchoolDay
from schools.own_days import own_days_of
from tests.cast import Cast
from tests.factories.calendars import make_school_day, make_span

MONDAY = date(2026, 11, 23)


def test_each_kind_of_day_is_what_the_calendar_takes(cast: Cast) -> None:
    closed, opened, other = MONDAY, date(2026, 11, 28), date(2026, 11, 24)
    make_school_day(cast.officer, cast.school, closed, kind=SchoolDay.Kind.CLOSED, dismisses_at=None, reason="停课")
    make_school_day(cast.officer, cast.school, opened, kind=SchoolDay.Kind.OPEN, dismisses_at=None, reason="开放日")
    make_school_day(cast.officer, cast.school, other, reason="运动会")
    make_school_day(cast.officer, cast.other_school, other)
    make_school_day(cast.officer, cast.school, date(2026, 12, 1))

    found = own_days_of([cast.school.pk], MONDAY, date(2026, 11, 30))

    assert found == {
        (cast.school.pk, closed): OwnDay(False, None, None, "停课"),
        (cast.school.pk, opened): OwnDay(True, None, None, "开放日"),
        (cast.school.pk, other): OwnDay(None, None, time(11, 30), "运动会"),
    }


def test_the_own_days_of_many_schools_are_one_query(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        own_days_of([cast.school.pk, cast.other_school.pk], MONDAY, MONDAY)

    assert len(queries) == 1


def test_four_weeks_of_a_school_say_its_times_and_why_it_has_none(cast: Cast) -> None:
    School.objects.filter(pk=cast.school.pk).update(arrives_at=time(8), dismisses_at=time(16, 30))
    make_span(cast.bureau_unit, Span.Kind.BREAK, date(2026, 11, 26), date(2026, 11, 27), name="秋假")
    make_school_day(cast.officer, cast.school, date(2026, 11, 24))
    school = School.objects.with_levels().get(pk=cast.school.pk)

    days = coming_days(school, MONDAY)

    assert len(days) == 28
    assert [(day.fact.is_school, day.arrives_at, day.dismisses_at, str(day.fact.reason)) for day in days[:4]] == [
        (True, time(8), time(16, 30), ""),
        (True, time(8), time(11, 30), "运动会"),
        (True, time(8), time(16, 30), ""),
        (False, None, None, "秋假"),
    ]
    assert days[1].fact.source == Source.SCHOOL
