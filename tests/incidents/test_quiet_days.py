"""Days without an incident: since the last case that counts, or since the first day on record."""

from copy import copy
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.models import Case
from incidents.quiet_days import (
    QuietDays,
    QuietSchools,
    quiet_days_of_schools,
    quiet_days_of_unit,
    schools_by_last_case,
)
from incidents.states import CaseState
from schools.models import School
from tests.cast import Cast
from tests.factories import at, make_point, make_school
from tests.factories.cases import make_case

NOW = at("2026-11-26 09:00")


def test_days_count_from_the_last_day_of_the_latest_case(cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=at("2026-11-01 12:00"))
    make_case(cast.officer, cast.school, at=at("2026-10-01 12:00"))

    assert quiet_days_of_unit([cast.station.pk], NOW) == QuietDays(25, date(2026, 11, 1), is_since_record=False)


def test_the_day_is_that_of_shanghai(cast: Cast) -> None:
    before_midnight = make_case(cast.officer, cast.school, at=at("2026-11-25 01:30"))

    assert before_midnight.occurred_until == at("2026-11-25 00:30")
    assert quiet_days_of_unit([cast.station.pk], NOW) == QuietDays(1, date(2026, 11, 25), is_since_record=False)


def test_a_case_of_today_leaves_no_day(cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=NOW)

    assert quiet_days_of_unit([cast.station.pk], NOW) == QuietDays(0, date(2026, 11, 26), is_since_record=False)


@pytest.mark.parametrize("state", [CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN])
def test_what_was_no_case_ends_no_quiet(cast: Cast, state: str) -> None:
    make_case(cast.officer, cast.school, at=at("2026-11-01 12:00"))
    make_case(cast.officer, cast.school, state, at=at("2026-11-20 12:00"))

    assert quiet_days_of_unit([cast.station.pk], NOW) == QuietDays(25, date(2026, 11, 1), is_since_record=False)


def test_without_a_case_days_count_from_the_first_point_in_force(cast: Cast) -> None:
    make_point(cast.station, in_force_from=date(2026, 12, 1))

    first = date(2018, 2, 1)
    assert quiet_days_of_unit([cast.station.pk], NOW) == QuietDays(
        (date(2026, 11, 26) - first).days, first, is_since_record=True
    )


def test_a_school_counts_its_own_cases_on_campus_and_off(cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=at("2026-11-01 12:00"))
    make_case(cast.officer, cast.school, at=at("2026-11-16 12:00"), is_off_campus=True, place="广场")

    found = quiet_days_of_schools([cast.school, cast.other_school], NOW)

    since_points = QuietDays((date(2026, 11, 26) - date(2018, 2, 1)).days, date(2018, 2, 1), is_since_record=True)
    assert found == {
        cast.school.pk: QuietDays(10, date(2026, 11, 16), is_since_record=False),
        cast.other_school.pk: since_points,
    }


def test_without_points_days_of_a_school_count_from_the_first_case_of_its_station(cast: Cast) -> None:
    first, second = make_school(cast.other_station), make_school(cast.other_station)
    make_case(cast.other_officer, first, at=at("2026-11-01 12:00"))

    assert quiet_days_of_schools([second], NOW) == {second.pk: QuietDays(25, date(2026, 11, 1), is_since_record=True)}


def test_a_station_of_which_nothing_is_known_has_no_days(cast: Cast) -> None:
    school = make_school(cast.other_station)

    assert quiet_days_of_unit([cast.other_station.pk], NOW) is None
    assert quiet_days_of_schools([school], NOW) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_days_take_three_queries_however_many_schools(cast: Cast, number: int) -> None:
    schools = [make_school(cast.station) for _each in range(number)]
    for school in schools:
        make_case(cast.officer, school, at=at("2026-11-01 12:00"))

    with CaptureQueriesContext(connection) as queries:
        found = quiet_days_of_schools([*schools, cast.school], NOW)

    assert (len(queries), len(found)) == (3, number + 1)


def test_schools_stand_by_their_last_case_and_the_others_are_counted(cast: Cast) -> None:
    make_case(cast.officer, cast.other_school, at=at("2026-11-01 12:00"))
    make_case(cast.officer, cast.school, at=at("2026-11-16 12:00"))
    make_case(cast.officer, cast.other_school, CaseState.WITHDRAWN, at=at("2026-11-20 12:00"))
    make_school(cast.station)
    schools = School.objects.filter(unit=cast.station)

    with CaptureQueriesContext(connection) as queries:
        found = schools_by_last_case(schools, NOW, limit=2)
    first = schools_by_last_case(schools, NOW, limit=1)

    assert [(school, quiet.days) for school, quiet in found.latest] == [(cast.school, 10), (cast.other_school, 25)]
    assert (found.more, found.without, first.more, first.without) == (0, 1, 1, 1)
    assert len(queries) == 1


def test_of_no_school_there_is_nothing_to_say(cast: Cast) -> None:
    assert schools_by_last_case(School.objects.none(), NOW, limit=1) == QuietSchools([], more=0, without=0)


def test_the_last_case_is_found_by_an_index(cast: Cast) -> None:
    first = make_case(cast.officer, cast.school, at=at("2026-11-01 12:00"))
    cases = [copy(first) for _number in range(300)]
    for serial, case in enumerate(cases, first.serial + 1):
        case.pk, case.serial, case.uuid = None, serial, None
        case.occurred_from -= timedelta(hours=serial)
        case.occurred_until -= timedelta(hours=serial)
    Case.objects.bulk_create(cases)
    with CaptureQueriesContext(connection) as captured:
        quiet_days_of_unit([cast.station.pk], NOW)
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE incidents_case")
            cursor.execute("SET LOCAL enable_seqscan = off")  # of a small table the planner prefers to read all
        cursor.execute(explain + captured.captured_queries[0]["sql"])
        plan = str(cursor.fetchall())

    assert "incidents_case_last_of_unit" in plan
