"""`/api/v1/appointments/`: what police read of an appointment, what a principal, and how they are asked for."""

from datetime import date
from typing import Any

import pytest
import time_machine

from campus_safety.accounts.models import User
from outreach.states.appointments import AppointmentState, Ending
from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_school, make_user
from tests.factories.letters import make_letter

PROPOSED = {"state": AppointmentState.PROPOSED, "year": None, "serial": None, "issued_on": None, "token": None}


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(at("2026-11-27 12:00"), tick=False):
        yield


def test_police_see_all_of_it(cast: Cast, get: Call) -> None:
    letter = make_letter(cast.officer, cast.school, date(2026, 9, 1), trained_hours=8)
    assert as_json(get(cast.colleague, f"appointments/{letter.pk}/")) == {
        "id": letter.pk,
        "number": "2026-0001",
        "unit": "SPQ",
        "school": cast.school.pk,
        "officer": "officer",
        "title": "law_kindergarten",
        "starts_on": "2026-09-01",
        "ends_on": "2029-08-31",
        "trained_hours": 8,
        "state": "active",
        "issued_on": "2026-09-01",
        "ended_on": None,
        "ending": "",
        "follows": None,
    }


def test_a_principal_sees_those_of_the_own_school_with_whom_to_call(cast: Cast, get: Call) -> None:
    officer = make_user("yang", unit=cast.station, name="杨帆")
    letter = make_letter(officer, cast.school)
    make_letter(officer, cast.other_school)

    answer = get(cast.principal, "appointments/")

    assert ids(answer) == [letter.pk]
    (row,) = as_json(answer)["results"]
    assert (row["officer"], row["phone"]) == ("杨帆", "68823318")
    assert {"unit", "trained_hours", "follows"} & set(row) == set()
    assert is_problem(get(cast.other_principal, f"appointments/{letter.pk}/"), 404)


def test_its_state_is_how_it_stands_today(cast: Cast, get: Call) -> None:
    def made(first: date, **fields: Any) -> int:
        return make_letter(cast.officer, cast.school, first, **fields).pk

    cut_short = {"state": AppointmentState.ENDED, "ending": Ending.DISMISSED, "ended_on": date(2026, 10, 1)}
    expected = {
        "proposed": [made(date(2026, 12, 1), **PROPOSED)],
        "issued": [made(date(2026, 12, 1))],
        "active": [made(date(2026, 11, 27), ends_on=date(2026, 11, 27))],
        "ended": [made(date(2026, 9, 1), **cut_short), made(date(2018, 6, 27))],
        "withdrawn": [],
    }
    for state, pks in expected.items():
        assert ids(get(cast.officer, "appointments/", state=state)) == pks, state
        assert {row["state"] for row in as_json(get(cast.officer, "appointments/", state=state))["results"]} <= {state}
    both = ids(get(cast.officer, "appointments/", state=["active", "ended"]))
    assert sorted(both) == sorted(expected["active"] + expected["ended"])


def test_it_filters_and_orders(cast: Cast, get: Call) -> None:
    old = make_letter(cast.officer, cast.school, date(2018, 6, 27), title="legal_kindergarten")
    new = make_letter(cast.colleague, cast.other_school, date(2026, 9, 1))

    def found(**asked: Any) -> list[int]:
        return ids(get(cast.bureau, "appointments/", **asked))

    assert (found(), found(ordering="starts_on")) == ([new.pk, old.pk], [old.pk, new.pk])
    assert (found(school=cast.school.pk), found(officer="colleague")) == ([old.pk], [new.pk])
    assert (found(title="legal_kindergarten"), found(unit="OTH")) == ([old.pk], [])
    assert found(starts_on_from="2018-06-27", starts_on_to="2018-06-27") == [old.pk]
    assert found(ends_on_from="2029-08-31", ends_on_to="2029-08-31") == [new.pk]
    assert wrong_fields(get(cast.bureau, "appointments/", state="over")) == {"state"}
    assert wrong_fields(get(cast.bureau, "appointments/", starts_on_from="soon")) == {"starts_on_from"}


@pytest.mark.parametrize("name", ["unit", "school", "officer"])
def test_a_principal_cannot_ask_by_what_a_principal_does_not_see(cast: Cast, get: Call, name: str) -> None:
    assert wrong_fields(get(cast.principal, "appointments/", **{name: "1"})) == {name}


def test_it_takes_as_many_queries_for_one_as_for_thirty(cast: Cast) -> None:
    make_letter(cast.officer, cast.school)
    few = counted(signed_in(cast.bureau), "/api/v1/appointments/")
    for _number in range(29):
        make_letter(make_user(unit=cast.station), make_school(cast.station))
    assert counted(signed_in(cast.bureau), "/api/v1/appointments/") == few


@pytest.mark.parametrize("role", ["auditor", "administrator"])
@pytest.mark.parametrize("resource", ["appointments", "activities", "event-covers"])
def test_it_is_not_for_others(cast: Cast, get: Call, post: Call, role: str, resource: str) -> None:
    user = cast.roles[role]
    assert is_problem(get(user, f"{resource}/"), 403)
    assert is_problem(get(None, f"{resource}/"), 401)
    assert is_problem(post(user, f"{resource}/", {}), 403)


def test_appointments_are_made_on_the_pages_alone(cast: Cast, post: Call) -> None:
    assert is_problem(post(cast.commander, "appointments/", {}), 405)


@pytest.mark.parametrize("resource", ["appointments", "activities", "event-covers"])
def test_a_traffic_squad_has_no_schools(cast: Cast, get: Call, resource: str) -> None:
    squad: User = cast.squad_officer
    assert is_problem(get(squad, f"{resource}/"), 403)
