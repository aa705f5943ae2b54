"""`/api/v1/activities/`: what police read of an activity, what a principal, and how one is logged."""

from typing import Any

import pytest
import time_machine

from outreach.models import Activity, Measure
from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_school, make_user, uuid_number
from tests.factories.activities import answered, make_activity

NOW = "2026-11-27 12:00"
PRINCIPAL_SEES = {
    "id", "kind", "title", "officers", "with_leaders", "place", "starts_at", "ends_at", "class_hours", "drill",
    "drill_min", "children", "staff", "parents", "tools", "outcome", "state", "answers",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(at(NOW), tick=False):
        yield


def a_log(**changes: Any) -> dict[str, Any]:
    """A lecture of this morning as an officer logs it; None takes a field out."""
    values = {
        "uuid": str(uuid_number(1)),
        "kind": "lecture",
        "title": "防拐防骗法治课",
        "officers": ["officer"],
        "starts_at": "2026-11-27T09:30:00+08:00",
        "ends_at": "2026-11-27T10:15:00+08:00",
        "class_hours": 1.5,
        "children": 30,
        "staff": 2,
        "measures": [3],
    } | changes
    return {name: value for name, value in values.items() if value is not None}


def test_police_see_all_of_it_with_the_answer_of_each_school(cast: Cast, get: Call) -> None:
    activity = make_activity(cast.officer, cast.school, cast.other_school, measures=[Measure.objects.get(number=3)])
    answered(cast.principal, activity)

    row = as_json(get(cast.colleague, f"activities/{activity.pk}/"))

    assert (row["unit"], row["officers"], row["measures"], row["state"]) == ("SPQ", ["officer"], [3], "held")
    assert row["schools"] == [cast.school.pk, cast.other_school.pk]
    assert [(answer["school"], answer["answer"]) for answer in row["answers"]] == [
        (cast.school.pk, "confirmed"), (cast.other_school.pk, ""),
    ]  # fmt: skip


def test_a_principal_sees_no_other_schools_answer_or_words(cast: Cast, get: Call) -> None:
    activity = make_activity(cast.officer, cast.school, cast.other_school)
    make_activity(cast.officer, cast.other_school)
    answered(cast.other_principal, activity, "objected")

    answer = get(cast.principal, "activities/")

    assert ids(answer) == [activity.pk]
    (row,) = as_json(answer)["results"]
    assert set(row) == PRINCIPAL_SEES
    own = {"school": cast.school.pk, "answer": "", "text": "", "answered_at": None}
    assert (row["officers"], row["answers"]) == ([cast.officer.name], [own])
    assert "人数不对" not in answer.content.decode()


def test_it_filters_and_orders(cast: Cast, get: Call) -> None:
    drill = make_activity(cast.officer, cast.school, kind="drill", starts_at=at("2026-10-31 10:00"))
    visit = make_activity(
        cast.colleague, cast.other_school, starts_at=at("2026-11-01 10:00"), measures=[Measure.objects.get(number=29)]
    )
    planned = make_activity(cast.officer, cast.school, state="planned")

    def found(**asked: Any) -> list[int]:
        return ids(get(cast.bureau, "activities/", **asked))

    assert (found(), found(ordering="id")) == (
        [planned.pk, visit.pk, drill.pk], [drill.pk, visit.pk, planned.pk]
    )  # fmt: skip
    assert (found(month="2026-10"), found(starts_at_from="2026-11-01", starts_at_to="2026-11-02")) == (
        [drill.pk], [visit.pk]
    )  # fmt: skip
    assert (found(kind="drill"), found(drill="evacuation"), found(state="planned")) == (
        [drill.pk], [drill.pk], [planned.pk]
    )  # fmt: skip
    assert (found(schools=cast.other_school.pk), found(officers="colleague"), found(measures="29")) == (
        [visit.pk], [visit.pk], [visit.pk]
    )  # fmt: skip
    assert (found(unit="OTH"), found(uuid=str(uuid_number(1)))) == ([], [])


@pytest.mark.parametrize("name", ["unit", "schools", "officers", "measures", "uuid"])
def test_a_principal_cannot_ask_by_what_a_principal_does_not_see(cast: Cast, get: Call, name: str) -> None:
    assert wrong_fields(get(cast.principal, "activities/", **{name: "1"})) == {name}


def test_it_takes_as_many_queries_for_one_as_for_thirty(cast: Cast) -> None:
    make_activity(cast.officer, cast.school)
    few = counted(signed_in(cast.bureau), "/api/v1/activities/")
    for _number in range(29):
        make_activity(cast.officer, cast.school, make_school(cast.station), officers=[make_user(unit=cast.station)])
    assert counted(signed_in(cast.bureau), "/api/v1/activities/") == few


def test_an_officer_logs_an_activity_once(cast: Cast, post: Call) -> None:
    log = a_log(schools=[cast.school.pk, cast.other_school.pk], officers=["officer", "colleague"])

    first, again = (post(cast.officer, "activities/", log) for _time in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    assert as_json(first) == as_json(again)
    shown = {"uuid": str(uuid_number(1)), "state": "held", "class_hours": 1.5, "children": 30, "measures": [3]}
    assert as_json(first) | shown == as_json(first)
    activity = Activity.objects.get()
    assert (activity.unit, activity.entered_by) == (cast.station, cast.officer)
    assert {*activity.officers.all()} == {cast.officer, cast.colleague}


def test_it_can_be_planned(cast: Cast, post: Call) -> None:
    plan = a_log(
        schools=[cast.school.pk], state="planned", starts_at="2026-12-01T09:30", ends_at="2026-12-01T10:15",
        class_hours=None, children=None, staff=None,
    )  # fmt: skip
    assert as_json(post(cast.officer, "activities/", plan))["state"] == "planned"


def test_a_uuid_of_another_request_tells_nothing(cast: Cast, post: Call) -> None:
    post(cast.officer, "activities/", a_log(schools=[cast.school.pk]))
    with nothing_written("outreach"):
        other_body = post(cast.officer, "activities/", a_log(schools=[cast.school.pk], title="另一堂课"))
        other_user = post(cast.colleague, "activities/", a_log(schools=[cast.school.pk]))
    assert {(answer.status_code, answer.content) for answer in (other_body, other_user)} == {(409, b"")}


@pytest.mark.django_db(transaction=True)
def test_one_log_that_comes_eight_times_at_once_is_one_activity(cast: Cast, post: Call) -> None:
    log = a_log(schools=[cast.school.pk], measures=[])

    def send() -> tuple[int, int]:
        answer = post(cast.officer, "activities/", log)
        return answer.status_code, as_json(answer)["id"]

    answers = all_at_once([send] * 8)

    assert (Activity.objects.count(), len({pk for _status, pk in answers})) == (1, 1)
    assert sorted(status for status, _pk in answers) == [200] * 7 + [201]


def test_a_principal_logs_none(cast: Cast, post: Call) -> None:
    with nothing_written("outreach"):
        assert is_problem(post(cast.principal, "activities/", a_log(schools=[cast.school.pk])), 403)


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({"uuid": None}, {"uuid"}),
    ({"kind": "party"}, {"kind"}),
    ({"title": " "}, {"title"}),
    ({"title": "课" * 101}, {"title"}),
    ({"state": "confirmed"}, {"state"}),
    ({"schools": []}, {"schools"}),
    ({"schools": [10**9]}, {"schools"}),
    ({"schools": [True]}, {"schools"}),
    ({"schools": "1"}, {"schools"}),
    ({"schools": [1] * 101}, {"schools"}),
    ({"officers": []}, {"officers"}),
    ({"officers": ["officer2"]}, {"officers"}),
    ({"officers": ["principal"]}, {"officers"}),
    ({"measures": [99]}, {"measures"}),
    ({"ends_at": "2026-11-27T09:00:00+08:00"}, {"ends_at"}),
    ({"starts_at": "2026-11-28T09:00:00+08:00", "ends_at": "2026-11-28T10:00:00+08:00"}, {"starts_at", "ends_at"}),
    ({"children": -1}, {"children"}),
    ({"children": 10_001}, {"children"}),
    ({"children": 1.5}, {"children"}),
    ({"class_hours": 30}, {"class_hours"}),
    ({"class_hours": 1.25}, {"class_hours"}),
    ({"class_hours": "1"}, {"class_hours"}),
    ({"class_hours": -1}, {"class_hours"}),
    ({"class_hours": None}, {"class_hours"}),
    ({"kind": "drill"}, {"class_hours", "drill"}),
    ({"kind": "drill", "class_hours": None, "drill": "fire", "drill_min": 300}, {"drill_min"}),
    ({"with_leaders": "yes"}, {"with_leaders"}),
    ({"outcome": "家长电话13800131234"}, {"outcome"}),
]


@pytest.mark.parametrize(("changes", "fields"), WRONG)
def test_what_cannot_be_is_named_and_changes_nothing(
    cast: Cast, post: Call, changes: dict[str, Any], fields: set[str]
) -> None:
    log = a_log(**{"schools": [cast.school.pk]} | changes)
    with nothing_written("outreach"):
        assert wrong_fields(post(cast.officer, "activities/", log)) == fields


def test_a_school_of_another_unit_is_named(cast: Cast, post: Call) -> None:
    strange = make_school(cast.other_station).pk
    for user, schools in ((cast.officer, [strange]), (cast.bureau, [cast.school.pk, strange])):
        assert wrong_fields(post(user, "activities/", a_log(schools=schools))) == {"schools"}
