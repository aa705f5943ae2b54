"""Which schools have a legal vice-principal today, soon none, or none; and the list that says so."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from campus_safety.levels import Level
from outreach.actions.appointment_steps import dismiss_appointment, withdraw_appointment
from outreach.coverage import cover_rows, uncovered, with_cover
from schools.models import School
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import make_school, make_user
from tests.factories.appointments import appoint, propose

LIST = "/outreach/appointments/coverage/"
TODAY = timezone.localdate
ONE_DAY = timedelta(days=1)


def cover_at(school: School, on: date | None = None) -> str:
    """How a school is provided for on a day."""
    schools = with_cover(School.objects.filter(pk=school.pk), on or TODAY()).with_levels()
    return cover_rows(list(schools), on or TODAY())[0].cover.value


def test_a_school_is_covered_while_a_letter_holds(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school)
    warned = letter.ends_on - timedelta(days=60)

    days = [letter.starts_on - ONE_DAY, letter.starts_on, warned, warned + ONE_DAY, letter.ends_on + ONE_DAY]

    assert [cover_at(cast.school, day) for day in days] == ["none", "covered", "covered", "soon_none", "none"]


def test_a_proposal_alone_is_no_cover_but_one_that_follows_keeps_it(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school)
    proposed = propose(cast.colleague, cast.school, letter.ends_on + ONE_DAY)
    near_the_end = letter.ends_on - timedelta(days=10)

    before = cover_at(cast.school, near_the_end)
    withdraw_appointment(by=cast.officer, appointment=proposed, text="另定")

    assert (before, cover_at(cast.school, near_the_end)) == ("covered", "soon_none")
    assert cover_at(cast.school, letter.ends_on + ONE_DAY) == "none"


def test_who_is_dismissed_covers_to_the_last_day(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school, TODAY() - timedelta(days=10))
    dismiss_appointment(by=cast.commander, appointment=letter, ended_on=TODAY() + ONE_DAY, text="调离")

    assert [cover_at(cast.school, TODAY() + number * ONE_DAY) for number in (0, 1, 2)] == ["soon_none"] * 2 + ["none"]


def test_schools_without_one_are_those_in_operation(cast: Cast) -> None:
    appoint(cast.officer, cast.school)
    make_school(cast.station, is_open=False)
    assert list(uncovered(School.objects.visible_to(cast.officer), TODAY())) == [cast.other_school]


def test_the_list_shows_who_is_appointed_and_proposed(cast: Cast) -> None:
    letter, proposed = appoint(cast.officer, cast.school), propose(cast.colleague, cast.school)
    primary = make_school(cast.station, "青石坪小学", level=Level.PRIMARY)

    page = signed_in(cast.officer).get(LIST)

    rows = {row.school: row for row in page.context["page_obj"]}
    assert (set(list(rows)[:2]), list(rows)[2]) == ({primary, cast.other_school}, cast.school)
    assert (rows[cast.school].in_force, rows[cast.school].coming) == ([letter], [proposed])
    assert {school.name: row.is_bound for school, row in rows.items() if row.is_bound} == {"青石坪小学": True}
    assert page.context["totals"] == {"schools": 3, "none": 2, "soon_none": 0, "covered": 1}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"covered", "none"}),
        ({"cover": "none"}, {"none"}),
        ({"cover": "covered"}, {"covered"}),
        ({"cover": "soon_none"}, set()),
        ({"kind": "primary"}, set()),
        ({"q": "三峡"}, {"covered"}),
        ({"unit": "SPQ"}, {"covered", "none"}),
    ],
)
def test_the_address_filters_schools(cast: Cast, query: dict[str, str], expected: set[str]) -> None:
    appoint(cast.officer, cast.school)
    page = signed_in(cast.officer).get(LIST, query).context["page_obj"]
    assert {row.cover.value for row in page} == expected


def test_an_unknown_filter_is_named(cast: Cast) -> None:
    answer = signed_in(cast.officer).get(LIST, {"cover": "some"})
    assert (answer.status_code, list(answer.context["filter"].form.errors)) == (400, ["cover"])


def test_the_list_asks_as_often_for_many_schools(cast: Cast) -> None:
    client = signed_in(cast.officer)
    appoint(cast.officer, cast.school)
    few = counted(client, LIST)
    for _number in range(4):
        school = make_school(cast.station)
        appoint(make_user(unit=cast.station), school)
        propose(make_user(unit=cast.station), school)
    assert counted(client, LIST) == few
