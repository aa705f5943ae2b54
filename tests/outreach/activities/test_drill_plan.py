"""How schools stand with their evacuation drills: by month or quarter, holidays left out, for many at once."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import Unit
from campus_safety.calendars.models import Span
from campus_safety.levels import Level
from campus_safety.statistics.periods import month_named
from outreach.drill_plan import DrillStanding, DrillState, drill_standings, owed_drills, slow_evacuation
from outreach.drill_terms import drill_period, drill_rule
from outreach.models import Activity
from outreach.states.activities import ActivityState
from patrols.models import Outing
from schools.models import School, SchoolLevel
from tests.cast import Cast
from tests.factories import at, make_first_outings, make_outing, make_school
from tests.factories.activities import make_activity
from tests.factories.calendars import make_span

TODAY = date(2026, 11, 23)


@pytest.fixture
def primary(cast: Cast) -> School:
    """A primary school: it is asked once a month."""
    return make_school(cast.station, "石坪桥小学", Level.PRIMARY)


@pytest.fixture(autouse=True)
def _records(cast: Cast) -> None:
    make_first_outings(cast.officer, cast.other_officer)


def noon(day: date) -> datetime:
    """The middle of a day."""
    return at(f"{day} 12:00")


def standing(school: School, today: date = TODAY) -> DrillStanding:
    """How one school stands."""
    return drill_standings([School.objects.with_levels().get(pk=school.pk)], noon(today))[0]


def drill(cast: Cast, school: School, day: str, **fields: Any) -> Activity:
    """An evacuation drill of a day, unless another kind is said."""
    return make_activity(cast.officer, school, kind="drill", starts_at=at(f"{day} 10:00"), **fields)


@pytest.mark.parametrize(
    ("levels", "on", "key"),
    [
        ({"primary"}, date(2014, 2, 22), "drill_every_schools"),
        ({"primary"}, date(2014, 2, 21), None),
        ({"kindergarten"}, date(2014, 2, 22), "drill_every_kindergartens"),
        ({"kindergarten"}, date(2014, 2, 21), None),
        ({"kindergarten", "primary"}, TODAY, "drill_every_schools"),
        (set(), TODAY, None),
    ],
)
def test_the_rule_of_a_school_and_day(levels: set[str], on: date, key: str | None) -> None:
    found = drill_rule(levels, on)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("level", "day", "span"),
    [
        ("primary", date(2026, 11, 30), (date(2026, 11, 1), date(2026, 11, 30))),
        ("kindergarten", date(2026, 1, 1), (date(2026, 1, 1), date(2026, 3, 31))),
        ("kindergarten", date(2026, 6, 30), (date(2026, 4, 1), date(2026, 6, 30))),
        ("kindergarten", date(2026, 9, 15), (date(2026, 7, 1), date(2026, 9, 30))),
        ("kindergarten", date(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_schools_go_by_months_and_kindergartens_by_quarters(level: str, day: date, span: tuple[date, date]) -> None:
    found = drill_rule({level}, day)
    assert found is not None
    period = drill_period(found, day)
    assert (period.first_day, period.last_day) == span


def test_a_drill_of_this_month_is_done(cast: Cast, primary: School) -> None:
    drill(cast, primary, "2026-11-02")
    found = standing(primary)
    assert (found.state, found.last_on, found.late_since) == (DrillState.DONE, date(2026, 11, 2), None)


def test_a_drill_of_last_month_leaves_this_one_due(cast: Cast, primary: School) -> None:
    drill(cast, primary, "2026-10-01")
    found = standing(primary)
    assert (found.state, found.last_on) == (DrillState.DUE, date(2026, 10, 1))
    assert found.period is not None
    assert found.period.last_day == date(2026, 11, 30)


def test_a_month_without_a_drill_is_late_from_its_end(cast: Cast, primary: School) -> None:
    drill(cast, primary, "2026-09-30")
    before, after = standing(primary, date(2026, 10, 31)), standing(primary, date(2026, 11, 1))
    assert (before.state, after.state, after.late_since) == (DrillState.DUE, DrillState.LATE, date(2026, 10, 31))


def test_a_kindergarten_is_late_after_a_quarter(cast: Cast) -> None:
    drill(cast, cast.school, "2026-06-04")
    before, after = standing(cast.school, date(2026, 9, 30)), standing(cast.school, date(2026, 10, 1))
    assert (before.state, after.state, after.late_since) == (DrillState.DUE, DrillState.LATE, date(2026, 9, 30))


@pytest.mark.parametrize("fields", [{"drill": "fire"}, {"state": "planned"}, {"state": "cancelled"}])
def test_only_an_evacuation_that_took_place_counts(cast: Cast, primary: School, fields: dict[str, Any]) -> None:
    made = make_activity(cast.officer, primary, kind="drill", **fields)
    Activity.objects.filter(pk=made.pk).update(starts_at=at("2026-11-02 10:00"), ends_at=at("2026-11-02 11:00"))
    assert standing(primary).state == DrillState.LATE


def test_a_planned_drill_is_named_the_next_first(cast: Cast, primary: School) -> None:
    later = make_activity(cast.officer, primary, kind="drill", state=ActivityState.PLANNED)
    Activity.objects.filter(pk=later.pk).update(starts_at=at("2026-12-20 10:00"), ends_at=at("2026-12-20 11:00"))
    sooner = make_activity(cast.officer, primary, kind="drill", state=ActivityState.PLANNED)
    Activity.objects.filter(pk=sooner.pk).update(starts_at=at("2026-11-23 10:00"), ends_at=at("2026-11-23 11:00"))
    assert standing(primary).planned_on == TODAY


def test_what_is_owed_is_told_as_of_a_moment_and_ends_with_the_next_drill(cast: Cast, primary: School) -> None:
    schools = list(School.objects.with_levels().filter(pk=primary.pk))
    ends = [at(f"2026-{month:02d}-01 00:00") for month in (10, 11, 12)]
    drill(cast, primary, "2026-09-30")
    before = [owed_drills(schools, end) for end in ends]
    make_activity(cast.officer, primary, kind="drill", starts_at=ends[1])
    after = [owed_drills(schools, moment) for moment in (*ends, noon(date(2026, 11, 1)))]
    october, november = month_named("2026-10"), month_named("2026-11")
    assert before == [{}, {primary.pk: october}, {primary.pk: november}]
    assert after == [{}, {primary.pk: october}, {}, {}]


def test_what_is_owed_in_the_holidays_is_still_owed(cast: Cast, primary: School) -> None:
    drill(cast, primary, "2026-05-20")
    schools = list(School.objects.with_levels().filter(pk=primary.pk))
    june = month_named("2026-06")
    assert [owed_drills(schools, at(f"2026-{month}-01 00:00")) for month in ("06", "07", "08", "09")] == [
        {}, {primary.pk: june}, {primary.pk: june}, {primary.pk: june},
    ]  # fmt: skip


@pytest.mark.parametrize("day", [date(2026, 7, 15), date(2026, 8, 31)])
def test_summer_is_free_and_what_was_owed_before_is_late_after_it(cast: Cast, primary: School, day: date) -> None:
    drill(cast, primary, "2026-05-20")
    assert standing(primary, day).state == DrillState.FREE
    autumn = standing(primary, date(2026, 9, 1))
    assert (autumn.state, autumn.late_since) == (DrillState.LATE, date(2026, 6, 30))


def test_a_calendar_says_which_months_have_school(cast: Cast, primary: School) -> None:
    drill(cast, primary, "2026-06-20")
    make_span(cast.bureau_unit, Span.Kind.BREAK, date(2026, 7, 18), date(2026, 8, 31))
    in_july, in_august = standing(primary, date(2026, 7, 10)), standing(primary, date(2026, 8, 10))
    assert (in_july.state, in_august.state) == (DrillState.DUE, DrillState.FREE)


def test_a_break_of_another_kind_of_school_frees_nobody_else(cast: Cast, primary: School) -> None:
    make_span(cast.station, Span.Kind.BREAK, date(2026, 11, 1), date(2026, 11, 30), level=Level.KINDERGARTEN)
    assert standing(primary).state == DrillState.LATE


def test_a_school_of_no_level_is_asked_for_nothing(cast: Cast) -> None:
    SchoolLevel.objects.filter(school=cast.school).delete()
    found = standing(cast.school)
    assert (found.state, found.rule) == (DrillState.FREE, None)


def test_a_joint_drill_counts_for_each_of_its_schools(cast: Cast) -> None:
    make_activity(cast.officer, cast.school, cast.other_school, kind="drill", starts_at=at("2026-11-02 10:00"))
    found = drill_standings(list(School.objects.with_levels()), noon(TODAY))
    assert {each.state for each in found} == {DrillState.DONE}


def test_nothing_is_owed_for_a_month_in_which_the_unit_kept_no_records_yet(cast: Cast, primary: School) -> None:
    Outing.objects.all().delete()
    assert owed_drills([School.objects.with_levels().get(pk=primary.pk)], noon(TODAY)) == {}

    make_outing(cast.officer, started_at=at("2026-10-12 07:30"), ended_at=at("2026-10-12 08:30"))

    assert standing(primary).owed is None
    assert standing(primary, date(2026, 12, 1)).owed == month_named("2026-11")


def test_many_schools_of_many_units_take_as_many_queries_as_one(cast: Cast) -> None:
    def queries(schools: list[School]) -> int:
        with CaptureQueriesContext(connection) as found:
            drill_standings(schools, noon(TODAY))
        return len(found)

    one = list(School.objects.with_levels().filter(pk=cast.school.pk))
    for unit in Unit.objects.filter(kind=Unit.Kind.STATION):
        for level in Level:
            make_school(unit, level=level)
    every = list(School.objects.with_levels())
    assert (queries(one), queries(every)) == (5, 5)


@pytest.mark.parametrize(
    ("fields", "is_slow"),
    [
        ({"drill_min": Decimal("2.0")}, False),
        ({"drill_min": Decimal("2.1")}, True),
        ({"drill_min": None}, False),
        ({"drill_min": Decimal(9), "drill": "fire"}, False),
    ],
)
def test_an_evacuation_of_more_than_two_minutes_is_flagged(cast: Cast, fields: dict[str, Any], is_slow: bool) -> None:
    made = make_activity(cast.officer, cast.school, kind="drill", **fields)
    assert (slow_evacuation(made) is not None) == is_slow


def test_no_evacuation_was_slow_before_the_rule(cast: Cast) -> None:
    days = [date(2014, 2, 21), date(2014, 2, 22)]
    made = [drill(cast, cast.school, f"{day}", drill_min=Decimal(5)) for day in days]
    assert [slow_evacuation(each) is not None for each in made] == [False, True]


def test_the_last_drill_is_one_of_the_year_before(cast: Cast, primary: School) -> None:
    drill(cast, primary, f"{TODAY - timedelta(days=367)}")
    assert standing(primary).last_on is None
