"""`/api/v1/incidents/`: what police read of a case, what a principal, and how one is reported."""

from typing import Any

import pytest
import time_machine
from django.utils import timezone

from incidents.models import Case
from incidents.states import CaseState
from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_school, make_unit, make_user, uuid_number
from tests.factories.cases import make_case, make_theft

NOW = "2026-11-23 12:00"
PRINCIPAL_SEES = {
    "id", "number", "school", "category", "state", "occurred_from", "occurred_until", "reported_at", "solved_at",
    "closed_at", "officer", "phone",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(at(NOW), tick=False):
        yield


def a_report(**changes: Any) -> dict[str, Any]:
    """A theft at the cast's school as an officer reports it; None takes a field out."""
    values = {
        "uuid": str(uuid_number(1)),
        "category": "theft",
        "way": "station",
        "occurred_from": "2026-11-23T09:30:00+08:00",
        "occurred_until": "2026-11-23T10:10:00+08:00",
        "facts": "家长的手机在教室内被盗",
        "place": "音乐教室",
        "event": "performance",
    } | changes
    return {name: value for name, value in values.items() if value is not None}


def test_police_see_all_of_a_case_but_its_people(cast: Cast, get: Call) -> None:
    case = make_case(cast.officer, cast.school, CaseState.ACCEPTED, at=timezone.now(), place="办公室")

    row = as_json(get(cast.colleague, f"incidents/{case.pk}/"))

    assert "people" not in row
    assert PRINCIPAL_SEES - {"officer", "phone"} < set(row)
    shown = {"number": "2026-0001", "unit": "SPQ", "category": "theft", "school": cast.school.pk, "place": "办公室"}
    assert row | shown | {"lead": "officer", "due_on": "2026-12-23", "is_overdue": False, "state": "accepted"} == row


def test_a_principal_sees_state_dates_and_whom_to_call_and_nothing_else(cast: Cast, get: Call) -> None:
    case = make_case(cast.officer, cast.school, CaseState.ACCEPTED, at=timezone.now(), place="办公室")
    make_case(cast.officer, cast.other_school, at=timezone.now())

    answer = get(cast.principal, "incidents/")

    assert ids(answer) == [case.pk]
    assert as_json(answer)["results"] == [
        {
            "id": case.pk,
            "number": "2026-0001",
            "school": cast.school.pk,
            "category": "theft",
            "state": "accepted",
            "occurred_from": "2026-11-23T10:00:00+08:00",
            "occurred_until": "2026-11-23T11:00:00+08:00",
            "reported_at": "2026-11-23T12:00:00+08:00",
            "solved_at": None,
            "closed_at": None,
            "officer": str(cast.officer),
            "phone": "68823318",
        }
    ]
    assert set(as_json(get(cast.principal, f"incidents/{case.pk}/"))) == PRINCIPAL_SEES


@pytest.mark.parametrize("name", ["unit", "school", "lead", "way", "event", "is_off_campus", "is_outside"])
def test_a_principal_cannot_ask_by_what_a_principal_does_not_see(cast: Cast, get: Call, name: str) -> None:
    make_case(cast.officer, cast.school, at=timezone.now())
    assert wrong_fields(get(cast.principal, "incidents/", **{name: "1"})) == {name}
    assert wrong_fields(get(cast.principal, "incidents/", ordering="due_on")) == {"ordering"}


def test_it_filters_as_the_list_does(cast: Cast, get: Call) -> None:
    october, november = (at(moment) for moment in ("2026-10-31 23:59", "2026-11-01 00:00"))
    old = make_case(cast.officer, cast.school, CaseState.SOLVED, at=october, event="night")
    new = make_case(cast.colleague, cast.other_school, CaseState.ACCEPTED, at=november)
    plaza = make_case(cast.officer, cast.school, at=timezone.now(), is_off_campus=True, place="俊逸新视界广场")

    def found(**asked: Any) -> list[int]:
        return ids(get(cast.bureau, "incidents/", **asked))

    assert found() == [plaza.pk, new.pk, old.pk]
    assert (found(month="2026-10"), found(month="2026-11")) == ([old.pk], [plaza.pk, new.pk])
    assert found(reported_at_from="2026-11-01", reported_at_to="2026-11-02") == [new.pk]
    assert (found(state="solved"), found(state=["solved", "accepted"])) == ([old.pk], [new.pk, old.pk])
    assert (found(category="theft", school=cast.other_school.pk), found(category="fraud")) == ([new.pk], [])
    assert (found(lead="colleague"), found(event="night"), found(is_off_campus="true")) == (
        [new.pk], [old.pk], [plaza.pk]
    )  # fmt: skip
    assert (found(unit="SPQ", ordering="id"), found(unit="OTH")) == ([old.pk, new.pk, plaza.pk], [])


@pytest.mark.parametrize(("name", "value"), [("month", "2026-13"), ("month", "0001-01"), ("reported_at_from", "soon")])
def test_it_names_a_wrong_filter(cast: Cast, get: Call, name: str, value: str) -> None:
    assert wrong_fields(get(cast.officer, "incidents/", **{name: value})) == {name}


def test_it_takes_as_many_queries_for_one_case_as_for_thirty(cast: Cast) -> None:
    make_case(cast.officer, cast.school, CaseState.ACCEPTED, at=timezone.now())
    few = counted(signed_in(cast.bureau), "/api/v1/incidents/")
    for _number in range(30):
        make_case(make_user(unit=cast.station), make_school(cast.station), CaseState.ACCEPTED, at=timezone.now())
    assert counted(signed_in(cast.bureau), "/api/v1/incidents/") == few


def test_an_officer_reports_a_case_once(cast: Cast, post: Call) -> None:
    report = a_report(school=cast.school.pk, reported_at="2026-11-23T11:00:00+08:00")

    first, again = (post(cast.officer, "incidents/", report) for _time in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    assert as_json(first) == as_json(again)
    case = Case.objects.get()
    assert (case.number, case.state, case.unit, case.entered_by) == (
        "2026-0001",
        "reported",
        cast.station,
        cast.officer,
    )
    assert (case.reported_at, case.way, case.event) == (at("2026-11-23 11:00"), "station", "performance")


def test_a_uuid_of_another_request_tells_nothing(cast: Cast, post: Call) -> None:
    post(cast.officer, "incidents/", a_report(school=cast.school.pk))
    with nothing_written("incidents"):
        other_body = post(cast.officer, "incidents/", a_report(school=cast.school.pk, facts="另一件事"))
        other_user = post(cast.colleague, "incidents/", a_report(school=cast.school.pk))
    assert {(answer.status_code, answer.content) for answer in (other_body, other_user)} == {(409, b"")}


@pytest.mark.django_db(transaction=True)
def test_one_report_that_comes_eight_times_at_once_is_one_case(cast: Cast, post: Call) -> None:
    make_theft()
    report = a_report(school=cast.school.pk)

    def send() -> tuple[int, int]:
        answer = post(cast.officer, "incidents/", report)
        return answer.status_code, as_json(answer)["id"]

    answers = all_at_once([send] * 8)

    assert (Case.objects.count(), len({pk for _status, pk in answers})) == (1, 1)
    assert sorted(status for status, _pk in answers) == [200] * 7 + [201]


def test_a_principal_reports_for_the_own_school_now(cast: Cast, post: Call) -> None:
    answer = post(cast.principal, "incidents/", a_report(way="110", reported_at="2026-11-23T11:00:00+08:00"))

    assert (answer.status_code, set(as_json(answer))) == (201, PRINCIPAL_SEES)
    case = Case.objects.get()
    assert (case.school, case.unit, case.way, case.reported_at) == (cast.school, cast.station, "principal", at(NOW))


def test_a_principal_reports_for_no_other_school(cast: Cast, post: Call) -> None:
    with nothing_written("incidents"):
        assert wrong_fields(post(cast.principal, "incidents/", a_report(school=cast.other_school.pk))) == {"school"}


def test_who_sees_several_units_names_one(cast: Cast, post: Call) -> None:
    named = a_report(school=cast.school.pk, unit="SPQ")
    for unit in (None, "OTH2", "XJW", "JLP"):  # none, an unknown one, a traffic squad, the bureau itself
        assert wrong_fields(post(cast.bureau, "incidents/", named | {"unit": unit} if unit else a_report())) == {"unit"}
    assert post(cast.bureau, "incidents/", named).status_code == 201


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({"uuid": None}, {"uuid"}),
    ({"category": "fraud"}, {"category"}),
    ({"way": None}, {"way"}),
    ({"way": "letter"}, {"way"}),
    ({"event": "picnic"}, {"event"}),
    ({"school": 10**30}, {"school"}),
    ({"school": "1"}, {"school"}),
    ({"school": True}, {"school"}),
    ({"facts": " "}, {"facts"}),
    ({"facts": "案" * 2001}, {"facts"}),
    ({"facts": "电话13800131234"}, {"facts"}),
    ({"place": "51010219991231001X旁"}, {"place"}),
    ({"occurred_until": "2026-11-23T09:00:00+08:00"}, {"occurred_until"}),
    ({"reported_at": "2026-11-23T09:00:00+08:00"}, {"reported_at"}),
    ({"reported_at": "2026-11-23T13:00:00+08:00"}, {"reported_at"}),
    ({"occurred_from": "0001-01-01T00:00:00"}, {"occurred_from"}),
    ({"latitude": 29.5}, {"longitude"}),
    ({"latitude": 106.48, "longitude": 29.53}, {"latitude"}),
    ({"latitude": 91, "longitude": 106.4}, {"latitude"}),
    ({"is_off_campus": "yes"}, {"is_off_campus"}),
    ({"is_off_campus": True, "place": None}, {"place"}),
]


@pytest.mark.parametrize(("changes", "fields"), WRONG)
def test_what_cannot_be_is_named_and_changes_nothing(
    cast: Cast, post: Call, changes: dict[str, Any], fields: set[str]
) -> None:
    report = a_report(**{"school": cast.school.pk} | changes)
    with nothing_written("incidents"):
        assert wrong_fields(post(cast.officer, "incidents/", report)) == fields


def test_a_school_of_another_unit_is_named(cast: Cast, post: Call) -> None:
    strange = make_school(cast.other_station)
    for user in (cast.officer, cast.bureau):
        report = a_report(school=strange.pk, unit="SPQ")
        assert wrong_fields(post(user, "incidents/", report)) == {"school"}


def test_a_number_that_is_meant_is_kept(cast: Cast, post: Call) -> None:
    report = a_report(school=cast.school.pk, facts="店铺电话13800131234", numbers_are_meant=True)
    assert post(cast.officer, "incidents/", report).status_code == 201


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_for_others_there_is_nothing(cast: Cast, get: Call, post: Call, role: str) -> None:
    case = make_case(cast.officer, cast.school, at=timezone.now())
    user = cast.roles[role]
    for address in ("incidents/", f"incidents/{case.pk}/", "case-actions/", "property-items/"):
        assert is_problem(get(user, address), 404)
    assert is_problem(post(user, "incidents/", a_report()), 404)
    assert is_problem(get(None, "incidents/"), 401)


def test_a_traffic_squad_has_no_cases(cast: Cast, get: Call, post: Call) -> None:
    assert is_problem(get(cast.squad_officer, "incidents/"), 404)
    assert is_problem(post(make_user(unit=make_unit(kind="traffic_squad")), "incidents/", a_report()), 404)
