"""The map of the cases: who sees it, what its filters find, and that every number opens the cases behind it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.actions import report_case
from incidents.models import Case
from incidents.states import CaseState
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_school
from tests.factories.cases import a_case, make_case
from tests.factories.schools import place_at

MAP = reverse("incidents:map")
NOON = at("2026-11-20 12:00")  # a Friday


def began(moment: str) -> dict[str, Any]:
    """A case that began at a moment and was reported at noon."""
    return {"at": NOON, "occurred_from": at(moment), "occurred_until": at(moment) + timedelta(hours=9)}


def on_the_square(cast: Cast) -> Case:
    """A case off campus that concerns no school, and whose place nobody marked."""
    case = a_case(cast.school, NOON, school=None, is_off_campus=True, place="广场")
    return report_case(by=cast.officer, case=case)


def listed(client: Client, query: str) -> list[Case]:
    """The cases on the page, in its order."""
    response = client.get(f"{MAP}?{query}")
    assert response.status_code == 200, response.context["filter"].form.errors
    return [row.case for row in response.context["page_obj"]]


def marks(client: Client, query: str = "") -> list[dict[str, Any]]:
    """The marks of the map."""
    found: list[dict[str, Any]] = client.get(f"{MAP}?{query}").context["map_data"]["points"]
    return found


def test_police_see_the_map_and_nobody_else_knows_of_it(cast: Cast) -> None:
    statuses = {role: signed_in(user).get(MAP).status_code for role, user in cast.roles.items() if user}

    police = dict.fromkeys(["officer", "other_officer", "commander", "bureau"], 200)
    others = dict.fromkeys(["principal", "other_principal", "auditor", "administrator"], 404)
    assert statuses == police | others
    assert Client().get(MAP)["Location"].startswith("/sign-in/")


def test_a_station_sees_its_own_cases_and_those_above_all(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)
    other = make_case(cast.other_officer, make_school(cast.other_station), at=NOON)

    assert listed(signed_in(cast.officer), "") == [case]
    assert listed(signed_in(cast.other_officer), "") == [other]
    assert set(listed(signed_in(cast.bureau), "")) == {case, other}


def test_what_was_no_case_is_not_there(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)
    make_case(cast.officer, cast.school, CaseState.NOT_ACCEPTED, at=NOON)
    make_case(cast.officer, cast.school, CaseState.WITHDRAWN, at=NOON)

    assert listed(signed_in(cast.officer), "") == [case]


@pytest.mark.parametrize(
    ("query", "moments"),
    [
        ("from=2026-11-19&to=2026-11-19", ["2026-11-19 23:30"]),
        ("weekday=4", ["2026-11-19 23:30"]),
        ("weekday=3", ["2026-11-18 00:30", "2026-11-18 10:00"]),
        ("hour_from=10&hour_to=11", ["2026-11-18 10:00"]),
        ("hour_from=22&hour_to=1", ["2026-11-18 00:30", "2026-11-19 23:30"]),
        ("hour_from=23", ["2026-11-19 23:30"]),
        ("hour_to=10", ["2026-11-18 00:30"]),
        ("weekday=3&hour_from=0&hour_to=1", ["2026-11-18 00:30"]),
    ],
)
def test_time_filters_go_by_when_it_began_in_shanghai(cast: Cast, query: str, moments: list[str]) -> None:
    for moment in ("2026-11-18 00:30", "2026-11-18 10:00", "2026-11-19 23:30"):
        make_case(cast.officer, cast.school, **began(moment))

    found = listed(signed_in(cast.officer), query)

    assert sorted(case.occurred_from for case in found) == [at(moment) for moment in moments]


def test_filters_by_category_event_school_and_place(cast: Cast) -> None:
    show = make_case(cast.officer, cast.school, at=NOON, event=Case.Event.PERFORMANCE)
    plain = make_case(cast.officer, cast.other_school, at=NOON)
    square = on_the_square(cast)
    client = signed_in(cast.officer)

    assert listed(client, "event=performance") == [show]
    assert set(listed(client, "event=none")) == {plain, square}
    assert listed(client, f"school={cast.other_school.pk}") == [plain]
    assert listed(client, "school=none") == [square]
    assert listed(client, "off_campus=1") == [square]
    assert set(listed(client, "category=theft")) == {show, plain, square}


@pytest.mark.parametrize(
    "query", ["hour_from=10&hour_to=10", "weekday=8", "category=arson", "from=2026-13-01", "near=0"]
)
def test_a_filter_that_is_none_is_named(cast: Cast, query: str) -> None:
    response = signed_in(cast.officer).get(f"{MAP}?{query}")

    name = query.split("=", maxsplit=1)[0].replace("hour_from", "hour_to")
    assert response.status_code == 400
    assert set(response.context["filter"].form.errors) == {name}


def test_near_shows_what_is_near_a_case(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)
    near = make_case(cast.officer, cast.school, at=NOON, is_off_campus=True, place="路口", **place_at(150))
    make_case(cast.officer, cast.school, at=NOON, is_off_campus=True, place="路口", **place_at(300))

    assert listed(signed_in(cast.officer), f"near={case.pk}") == [near]


def test_a_case_of_another_station_is_no_case_to_be_near_to(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)

    assert signed_in(cast.other_officer).get(f"{MAP}?near={case.pk}").status_code == 400


def test_marks_stand_where_the_cases_are_with_their_states(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.SOLVED, at=NOON)
    make_case(cast.officer, cast.school, at=NOON, is_off_campus=True, place="没有坐标")

    found = marks(signed_in(cast.officer))

    assert [(mark["code"], mark["state"], mark["url"]) for mark in found] == [
        (str(case.pk), "done", case.get_absolute_url())
    ]
    assert (found[0]["lat"], found[0]["lng"]) == (cast.school.latitude, cast.school.longitude)


def test_what_happened_is_not_in_the_marks(cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=NOON, facts="余某的手机被盗")

    assert "手机" not in json.dumps(marks(signed_in(cast.officer)), ensure_ascii=False)


def test_every_number_opens_as_many_cases(cast: Cast) -> None:
    for moment in ("2026-11-18 00:30", "2026-11-18 10:00", "2026-11-19 23:30"):
        make_case(cast.officer, cast.school, **began(moment))
    on_the_square(cast)
    client = signed_in(cast.officer)
    context = client.get(MAP).context

    hours = context["hours"]
    counts = [
        *(cell for cells, total in hours.rows for cell in [*cells, total]),
        *hours.totals,
        *(row for name in ("by_time", "by_category", "by_event", "by_place") for row in context[name]),
    ]
    wrong = {
        count.url: count.number
        for count in counts
        if count.number and len(listed(client, count.url.lstrip("?").split("#")[0])) != count.number
    }
    assert wrong == {}


def test_days_without_an_incident_of_unit_and_schools(cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=NOON)

    context = signed_in(cast.officer).get(MAP).context
    schools = context["quiet_schools"]

    assert context["quiet"].since.isoformat() == "2026-11-20"
    assert [school for school, _quiet in schools.latest] == [cast.school]
    assert (schools.more, schools.without) == (0, 1)


def test_the_twenty_schools_with_the_fewest_days_are_named(cast: Cast) -> None:
    for days in range(22):
        make_case(cast.officer, make_school(cast.station), at=NOON - timedelta(days=days))

    schools = signed_in(cast.officer).get(MAP).context["quiet_schools"]

    since = [quiet.since.isoformat() for _school, quiet in schools.latest]
    assert (since[0], since[-1], len(since)) == ("2026-11-20", "2026-11-01", 20)
    assert (schools.more, schools.without) == (2, 2)


def test_a_chosen_school_has_its_own_days_alone(cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=NOON)

    context = signed_in(cast.officer).get(f"{MAP}?school={cast.other_school.pk}").context

    assert (context["quiet_schools"].latest, context["quiet_schools"].without) == ([], 1)


def test_of_what_may_have_lasted_a_day_no_filter_knows_the_hour(cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=NOON, occurred_from=NOON - timedelta(days=2), occurred_until=NOON)
    client = signed_in(cast.officer)

    assert (listed(client, "weekday=3"), listed(client, "hour_from=12"), len(listed(client, ""))) == ([], [], 1)


@pytest.mark.parametrize("number", [1, 3])
def test_the_map_takes_as_many_queries_however_many_cases(cast: Cast, number: int) -> None:
    for _each in range(number):
        make_case(cast.officer, make_school(cast.station), at=NOON)

    assert counted(signed_in(cast.officer), MAP) == 14
