"""What vice-principals did at their schools: by month, school year and term, and in one query for many."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from campus_safety.calendars.glance import first_and_last
from campus_safety.calendars.models import Span
from campus_safety.statistics.periods import Period, month_of
from outreach.counters import Count, counts_by_year, counts_of
from outreach.models import Appointment
from schools.models import School
from tests.cast import Cast
from tests.factories import at, make_school
from tests.factories.activities import make_activity
from tests.factories.appointments import appoint
from tests.factories.calendars import make_span

TODAY = date(2026, 11, 23)
YEAR = Period(*first_and_last(2026))

pytestmark = pytest.mark.usefixtures("_in_november")


@pytest.fixture
def _in_november() -> object:
    with travel("2026-11-23T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def appointed(cast: Cast) -> Appointment:
    """The officer at the cast's school, since two school years."""
    return appoint(cast.officer, cast.school, date(2025, 9, 1), ends_on=date(2028, 8, 31))


def count(appointed: Appointment, period: Period = YEAR) -> Count:
    return counts_of([appointed], period, TODAY)[appointed.pk]


def make_lecture(cast: Cast, *schools: School, moment: str, hours: str) -> None:
    """A lecture by the officer and a colleague."""
    officers = [cast.officer, cast.colleague]
    make_activity(
        cast.officer, *schools, officers=officers, kind="lecture", starts_at=at(moment), class_hours=Decimal(hours)
    )


def test_lectures_count_their_hours_and_every_activity_a_visit(cast: Cast, appointed: Appointment) -> None:
    make_lecture(cast, cast.school, moment="2026-09-08 10:00", hours="1.5")
    make_lecture(cast, cast.school, moment="2026-10-12 10:00", hours="1.5")
    make_activity(cast.officer, cast.school, starts_at=at("2026-10-20 10:00"))

    counted = count(appointed)

    assert (counted.class_hours, counted.asked_hours, counted.visits) == (Decimal(3), 4, 3)


@pytest.mark.parametrize("other", ["planned", "cancelled", "colleague", "school", "open day", "last year"])
def test_what_is_no_visit_of_theirs_there_does_not_count(cast: Cast, appointed: Appointment, other: str) -> None:
    held = at("2026-10-12 10:00")
    match other:
        case "planned":
            make_activity(cast.officer, cast.school, state="planned")
        case "cancelled":
            make_activity(cast.officer, cast.school, state="cancelled", starts_at=at("2026-11-24 10:00"))
        case "colleague":
            make_activity(cast.colleague, cast.school, starts_at=held)
        case "school":
            make_activity(cast.officer, cast.other_school, starts_at=held)
        case "open day":
            make_activity(cast.officer, cast.school, kind="open_day", starts_at=held)
        case "last year":
            make_activity(cast.officer, cast.school, starts_at=at("2026-08-31 23:00"))

    assert count(appointed).visits == 0


def test_a_joint_activity_counts_at_each_of_its_schools(cast: Cast, appointed: Appointment) -> None:
    beside = appoint(cast.officer, cast.other_school, date(2026, 9, 1))
    make_lecture(cast, cast.school, cast.other_school, moment="2026-10-12 10:00", hours="1")

    counted = counts_of([appointed, beside], YEAR, TODAY)

    assert {each.class_hours for each in counted.values()} == {Decimal(1)}


def test_two_activities_on_a_day_are_one_visit(cast: Cast, appointed: Appointment) -> None:
    for hour in ("09", "15"):
        make_activity(cast.officer, cast.school, starts_at=at(f"2026-10-12 {hour}:00"))
    assert count(appointed).visits == 1


def test_months_are_kept_with_two_visits_and_the_running_one_is_apart(cast: Cast, appointed: Appointment) -> None:
    for day in ("09-01", "09-30", "10-12", "11-02"):
        make_activity(cast.officer, cast.school, starts_at=at(f"2026-{day} 10:00"))

    counted = count(appointed)

    assert [(month.period.code, month.visits, month.is_kept) for month in counted.months] == [
        ("2026-09", 2, True),
        ("2026-10", 1, False),
    ]
    assert counted.months_kept == 1
    assert counted.this_month is not None
    assert (counted.this_month.visits, counted.this_month.asked) == (1, 2)


def test_summer_and_months_that_the_term_covers_in_part_do_not_count(cast: Cast) -> None:
    appointed = appoint(cast.officer, cast.school, date(2026, 5, 2), ends_on=date(2026, 10, 30))

    last_year, this_year = (count(appointed, Period(*first_and_last(year))) for year in (2025, 2026))

    assert [month.period.code for month in last_year.months] == ["2026-06"]
    assert [month.period.code for month in this_year.months] == ["2026-09"]
    assert this_year.this_month is None


def test_each_year_is_held_against_the_rules_of_its_day(cast: Cast) -> None:
    appointed = appoint(cast.officer, cast.school, date(2018, 6, 27), ends_on=date(2021, 6, 26))

    years = counts_by_year(appointed, TODAY)

    assert [(named.year, named.count.asked_hours) for named in years] == [
        (year, None) for year in range(2020, 2016, -1)
    ]
    assert {month.asked for named in years for month in named.count.months} == {2}


def test_a_month_before_the_eight_measures_asks_for_no_visit(cast: Cast) -> None:
    appointed = appoint(cast.officer, cast.school, date(2005, 3, 1), ends_on=date(2006, 2, 28))

    months = [month for named in counts_by_year(appointed, TODAY) for month in named.count.months]

    asked = {month.period.code: month.asked for month in months}
    assert (asked["2005-05"], asked["2005-09"]) == (0, 2)


def test_the_term_of_the_calendar_stands_first(cast: Cast, appointed: Appointment) -> None:
    make_span(cast.bureau_unit, Span.Kind.TERM, date(2026, 9, 1), date(2027, 1, 20), name="秋季学期")
    make_activity(cast.officer, cast.school, starts_at=at("2026-10-12 10:00"))

    years = counts_by_year(appointed, TODAY)

    assert [(named.term, named.year, named.count.visits) for named in years] == [
        ("秋季学期", None, 1),
        ("", 2026, 1),
        ("", 2025, 0),
    ]


def test_nothing_is_counted_before_a_term_begins(cast: Cast) -> None:
    appointed = appoint(cast.officer, cast.school, TODAY + timedelta(days=1))
    with CaptureQueriesContext(connection) as queries:
        assert counts_by_year(appointed, TODAY) == []
    assert len(queries) == 0


def test_many_are_counted_in_one_query(cast: Cast) -> None:
    appointed = [appoint(cast.officer, make_school(cast.station), date(2026, 9, 1)) for _number in range(5)]
    with CaptureQueriesContext(connection) as queries:
        counted = counts_of(appointed, month_of(TODAY), TODAY)
    assert (len(queries), set(counted)) == (1, {each.pk for each in appointed})
