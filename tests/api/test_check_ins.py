"""`/api/v1/check-ins/`."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from patrols.models import CheckIn, Duty, PatrolPoint
from tests.api.bodies import check_in_body as body
from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories import PLACE, at, make_check_in, make_duty, make_outing, make_point, make_window

NOW = at("2026-11-23 07:52")
SECRET = "x" * 32  # a CSRF token

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_it_records_a_check_in(cast: Cast, post: Call) -> None:
    outing = make_outing(cast.officer, started_at=at("2026-11-23 07:20"))
    duty = make_duty(make_window(cast.point), local_day(NOW))
    answer = post(cast.officer, "check-ins/", body())

    row = CheckIn.objects.get()
    assert (answer.status_code, as_json(answer)) == (
        201,
        {
            "id": row.pk,
            "uuid": "00000000-0000-4000-8000-000000000001",
            "point": "SPQ-01",
            "unit": "SPQ",
            "officer": "officer",
            "outing": str(outing.uuid),
            "duty": {"id": duty.pk, "state": "done"},
            "method": "gps",
            "captured_at": "2026-11-23T07:51:58+08:00",
            "sent_at": "2026-11-23T07:52:00+08:00",
            "received_at": "2026-11-23T07:52:00+08:00",
            "latitude": PLACE[0] + 0.0001,
            "longitude": PLACE[1],
            "accuracy_m": 12.5,
            "distance_m": 11.1,
            "drift_s": 0.0,
            "speed_km_h": None,
            "flags": [],
            "note": "",
            "grade": "supported",
        },
    )


def test_it_gives_a_repeat_the_same_answer(cast: Cast, post: Call) -> None:
    make_duty(make_window(cast.point), local_day(NOW))
    first = post(cast.officer, "check-ins/", body())
    Duty.objects.update(state="missed", visited_at=None)
    again = post(cast.officer, "check-ins/", body(sent_at="2026-11-23T07:53:00+08:00"))

    assert (first.status_code, again.status_code) == (201, 200)
    assert as_json(again) == as_json(first)
    assert CheckIn.objects.count() == 1


def test_it_knows_a_repeat_after_a_month(cast: Cast, post: Call) -> None:
    first = post(cast.officer, "check-ins/", body())
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        again = post(cast.officer, "check-ins/", body())
    assert (again.status_code, as_json(again)) == (200, as_json(first))


@pytest.mark.parametrize("who", ["officer", "colleague", "other_officer"])
def test_it_tells_nothing_of_another_request_under_the_same_uuid(cast: Cast, post: Call, who: str) -> None:
    post(cast.officer, "check-ins/", body())
    another = body(note="other") if who == "officer" else body()
    answer = post(getattr(cast, who), "check-ins/", another)
    assert (answer.status_code, answer.content) == (409, b"")
    assert CheckIn.objects.count() == 1


def test_it_says_when_no_duty_is_fulfilled_and_why_it_is_flagged(cast: Cast, post: Call) -> None:
    answer = as_json(post(cast.officer, "check-ins/", body(latitude=PLACE[0] + 0.01)))
    assert (answer["duty"], answer["flags"]) == (None, ["no_outing", "outside_fence"])


def test_it_takes_a_moment_without_an_offset_as_local(cast: Cast, post: Call) -> None:
    answer = as_json(post(cast.officer, "check-ins/", body(captured_at="2026-11-23T07:51:58")))
    assert answer["captured_at"] == "2026-11-23T07:51:58+08:00"


def test_it_does_not_know_points_of_others(cast: Cast, post: Call) -> None:
    make_point(cast.other_station, "OTH-01")
    for code in ("OTH-01", "NIX-01", "spq-01"):
        assert is_problem(post(cast.officer, "check-ins/", body(point=code)), 404)
    assert not CheckIn.objects.exists()


def test_it_takes_a_point_of_a_unit_that_the_joint_outing_names(cast: Cast, post: Call) -> None:
    make_outing(cast.squad_officer, started_at=at("2026-11-23 07:20"), kind="joint").units.add(cast.station)
    answer = post(cast.squad_officer, "check-ins/", body())
    assert (answer.status_code, as_json(answer)["unit"], as_json(answer)["officer"]) == (201, "SPQ", "squad")


def test_it_is_for_police(cast: Cast, post: Call) -> None:
    answers = {name: post(user, "check-ins/", body()).status_code for name, user in cast.roles.items()}
    assert answers == {
        "visitor": 401,
        "officer": 201,
        "commander": 409,
        "other_officer": 409,
        "bureau": 409,
        "principal": 403,
        "other_principal": 403,
        "auditor": 403,
        "administrator": 403,
    }


def test_it_asks_a_session_for_the_csrf_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer)
    client.cookies["csrftoken"] = SECRET
    address, json_type = "/api/v1/check-ins/", "application/json"
    refused = client.post(address, body(), content_type=json_type)
    wrong = client.post(address, body(), content_type=json_type, headers={"x-csrftoken": "y" * 32})
    right = client.post(address, body(), content_type=json_type, headers={"x-csrftoken": SECRET})
    assert is_problem(refused, 403)  # type: ignore[arg-type]
    assert is_problem(wrong, 403)  # type: ignore[arg-type]
    assert right.status_code == 201


def test_it_is_never_changed(cast: Cast) -> None:
    row = make_check_in(cast.officer, cast.point, NOW)
    client = Client()
    client.force_login(cast.officer)
    for address in ("/api/v1/check-ins/", f"/api/v1/check-ins/{row.pk}/", f"/api/v1/check-ins/{row.uuid}/"):
        for method in ("put", "patch", "delete", "options"):
            assert is_problem(getattr(client, method)(address), 405)


def test_it_lists_by_role(cast: Cast, get: Call) -> None:
    ours = make_check_in(cast.officer, cast.point, NOW).pk
    guest = make_check_in(cast.squad_officer, cast.point, NOW).pk
    theirs = make_check_in(cast.other_officer, make_point(cast.other_station), NOW).pk
    people: dict[str, User | None] = cast.roles | {"squad": cast.squad_officer}
    seen = {
        name: set(ids(answer)) if (answer := get(user, "check-ins/")).status_code == 200 else answer.status_code
        for name, user in people.items()
    }
    assert seen == {
        "visitor": 401,
        "officer": {ours, guest},
        "commander": {ours, guest},
        "other_officer": {theirs},
        "bureau": {ours, guest, theirs},
        "squad": {guest},
        "principal": 403,
        "other_principal": 403,
        "auditor": 403,
        "administrator": 403,
    }
    assert is_problem(get(cast.officer, f"check-ins/{theirs}/"), 404)


def test_it_shows_one_by_id_and_by_uuid_as_it_was_answered(cast: Cast, get: Call, post: Call) -> None:
    answer = as_json(post(cast.officer, "check-ins/", body()))
    assert as_json(get(cast.officer, f"check-ins/{answer['id']}/")) == answer
    assert as_json(get(cast.commander, f"check-ins/{answer['uuid']}/")) == answer
    assert is_problem(get(cast.officer, f"check-ins/{UUID(int=5)}/"), 404)
    assert is_problem(get(cast.officer, "check-ins/99999999999999999999999/"), 404)


def test_it_filters_and_orders(cast: Cast, get: Call) -> None:
    second: PatrolPoint = make_point(cast.station, "SPQ-02")
    outing = make_outing(cast.officer, started_at=at("2026-11-23 07:00"))
    duty = make_duty(make_window(cast.point), local_day(NOW), "done")
    early = make_check_in(
        cast.officer, cast.point, at("2026-11-22 08:00"), flags=["no_outing"], method="manual", note="x"
    ).pk
    late = make_check_in(cast.colleague, second, NOW, outing=outing, duty=duty, duty_state="done").pk
    found = {
        "point": ids(get(cast.officer, "check-ins/", point="SPQ-02")),
        "officer": ids(get(cast.officer, "check-ins/", officer="officer")),
        "outing": ids(get(cast.officer, "check-ins/", outing=str(outing.uuid))),
        "duty": ids(get(cast.officer, "check-ins/", duty=duty.pk)),
        "method": ids(get(cast.officer, "check-ins/", method="manual")),
        "flagged": ids(get(cast.officer, "check-ins/", is_flagged="true")),
        "clean": ids(get(cast.officer, "check-ins/", is_flagged="false")),
        "day": ids(get(cast.officer, "check-ins/", captured_at_from="2026-11-22", captured_at_to="2026-11-23")),
        "order": ids(get(cast.officer, "check-ins/", ordering="captured_at")),
    }
    assert found == {
        "point": [late],
        "officer": [early],
        "outing": [late],
        "duty": [late],
        "method": [early],
        "flagged": [early],
        "clean": [late],
        "day": [early],
        "order": [early, late],
    }
    for name, value in {
        "outing": "abc",
        "duty": "x",
        "method": "fly",
        "flags": "no_fix",
        "captured_at_from": "x",
    }.items():
        assert wrong_fields(get(cast.officer, "check-ins/", **{name: value})) == {name}
