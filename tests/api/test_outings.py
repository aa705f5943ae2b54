"""`/api/v1/outings/`."""

import json
from typing import Any
from uuid import UUID

import pytest
import time_machine

from patrols.models import Outing
from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories import at, make_outing, make_vehicle

NOW = at("2026-11-23 07:25")
UUID_TEXT = "00000000-0000-4000-8000-000000000002"

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def body(**changes: Any) -> dict[str, Any]:
    """The start of product.md; None takes a field out."""
    values = {
        "uuid": UUID_TEXT,
        "kind": "peak",
        "officers": ["officer"],
        "vehicles": [],
        "volunteers": 3,
        "units": [],
        "started_at": "2026-11-23T07:20:00+08:00",
    } | changes
    return {name: value for name, value in values.items() if value is not None}


def test_it_starts_an_outing(cast: Cast, post: Call) -> None:
    make_vehicle(cast.station, "渝A·D0110警")
    answer = post(
        cast.officer, "outings/", body(officers=["officer", "colleague"], vehicles=["渝A·D0110警"], note="早高峰")
    )
    assert (answer.status_code, as_json(answer)) == (
        201,
        {
            "id": Outing.objects.get().pk,
            "uuid": UUID_TEXT,
            "kind": "peak",
            "unit": "SPQ",
            "units": [],
            "officers": ["colleague", "officer"],
            "vehicles": ["渝A·D0110警"],
            "volunteers": 3,
            "note": "早高峰",
            "started_at": "2026-11-23T07:20:00+08:00",
            "ended_at": None,
            "started_by": "officer",
            "topic": "",
            "places_checked": None,
            "problems_found": None,
            "found": "",
        },
    )


def test_it_needs_only_the_needful(cast: Cast, post: Call) -> None:
    answer = post(cast.officer, "outings/", body(vehicles=None, volunteers=None, units=None))
    assert (answer.status_code, as_json(answer)["volunteers"]) == (201, 0)


def test_it_starts_a_joint_outing(cast: Cast, post: Call) -> None:
    joint = body(kind="joint", units=["XJW"], officers=["officer", "squad"])
    answer = as_json(post(cast.officer, "outings/", joint))
    assert (answer["units"], answer["officers"]) == (["XJW"], ["officer", "squad"])


def test_it_gives_a_repeat_the_same_answer(cast: Cast, post: Call) -> None:
    first, again = post(cast.officer, "outings/", body()), post(cast.officer, "outings/", body())
    assert (first.status_code, again.status_code, as_json(again)) == (201, 200, as_json(first))
    assert Outing.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "colleague", "other_officer"])
def test_it_tells_nothing_of_another_request_under_the_same_uuid(cast: Cast, post: Call, who: str) -> None:
    post(cast.officer, "outings/", body())
    answer = post(getattr(cast, who), "outings/", body(volunteers=4) if who == "officer" else body())
    assert (answer.status_code, answer.content) == (409, b"")


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"uuid": "broken"}, "uuid"),
    ({"kind": "parade"}, "kind"),
    ({"kind": None}, "kind"),
    ({"officers": []}, "officers"),
    ({"officers": "officer"}, "officers"),
    ({"officers": [7]}, "officers"),
    ({"officers": ["nobody"]}, "officers"),
    ({"officers": ["officer", "officer2"]}, "officers"),
    ({"officers": ["principal"]}, "officers"),
    ({"officers": ["colleague"]}, "officers"),
    ({"officers": ["officer\0"]}, "officers"),
    ({"officers": {"0": "officer"}}, "officers"),
    ({"officers": ["officer"] * 101}, "officers"),
    ({"vehicles": ["渝A·X9999警"]}, "vehicles"),
    ({"vehicles": [["渝A"]]}, "vehicles"),
    ({"volunteers": -1}, "volunteers"),
    ({"volunteers": 1001}, "volunteers"),
    ({"volunteers": 2.5}, "volunteers"),
    ({"volunteers": True}, "volunteers"),
    ({"volunteers": "3"}, "volunteers"),
    ({"volunteers": 10**30}, "volunteers"),
    ({"units": ["NIX"]}, "units"),
    ({"kind": "joint"}, "units"),
    ({"kind": "joint", "units": ["SPQ"]}, "units"),
    ({"started_at": "2026-11-23T07:36:00+08:00"}, "started_at"),
    ({"started_at": "2026-10-23T07:24:00+08:00"}, "started_at"),
    ({"started_at": "0001-01-01T00:00:00Z"}, "started_at"),
    ({"started_at": "9999-12-31T23:59:59Z"}, "started_at"),
    ({"started_at": None}, "started_at"),
    ({"note": "nul\0"}, "note"),
    ({"note": "n" * 501}, "note"),
]


@pytest.mark.parametrize(("changes", "field"), WRONG)
def test_it_names_what_is_wrong_and_writes_nothing(cast: Cast, post: Call, changes: dict[str, Any], field: str) -> None:
    assert wrong_fields(post(cast.officer, "outings/", body(**changes))) == {field}
    assert not Outing.objects.exists()


def test_it_refuses_a_second_open_outing(cast: Cast, post: Call) -> None:
    make_outing(cast.officer, started_at=at("2026-11-23 07:00"))
    assert wrong_fields(post(cast.officer, "outings/", body())) == {"officers"}
    assert Outing.objects.count() == 1


def test_it_refuses_a_megabyte(cast: Cast, post: Call) -> None:
    assert wrong_fields(post(cast.officer, "outings/", body(note="n" * 2**20))) == {"note"}
    assert is_problem(post(cast.officer, "outings/", json.dumps(body(note="n" * 5_000_000))), 413)
    assert not Outing.objects.exists()


def test_it_is_for_police(cast: Cast, post: Call) -> None:
    answers = {name: post(user, "outings/", body(officers=["nobody"])).status_code for name, user in cast.roles.items()}
    assert answers == {
        "visitor": 401,
        "officer": 400,
        "commander": 400,
        "other_officer": 400,
        "bureau": 400,
        "principal": 403,
        "other_principal": 403,
        "auditor": 403,
        "administrator": 403,
    }


def test_it_ends_an_outing_once(cast: Cast, post: Call) -> None:
    outing = make_outing(cast.officer, cast.colleague, started_at=at("2026-11-23 07:00"))
    address = f"outings/{outing.uuid}/end/"
    ended = post(cast.colleague, address, {"ended_at": "2026-11-23T07:24:00+08:00"})
    again = post(cast.officer, address, {"ended_at": "2026-11-23T07:24:00+08:00"})
    other = post(cast.officer, address, {"ended_at": "2026-11-23T07:25:00+08:00"})

    assert (ended.status_code, as_json(ended)["ended_at"]) == (200, "2026-11-23T07:24:00+08:00")
    assert (again.status_code, as_json(again)) == (200, as_json(ended))
    assert wrong_fields(other) == {"ended_at"}


@pytest.mark.parametrize(
    "ended_at",
    [
        "2026-11-23T06:59:59+08:00",
        "2026-11-23T07:36:00+08:00",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00",
        "soon",
        5,
        None,
        [],
    ],
)
def test_it_does_not_end_at_a_wrong_time(cast: Cast, post: Call, ended_at: Any) -> None:
    outing = make_outing(cast.officer, started_at=at("2026-11-23 07:00"))
    assert wrong_fields(post(cast.officer, f"outings/{outing.uuid}/end/", {"ended_at": ended_at})) == {"ended_at"}
    outing.refresh_from_db()
    assert outing.ended_at is None


def test_it_lets_the_team_and_its_commander_end(cast: Cast, post: Call) -> None:
    outing = make_outing(cast.officer, started_at=at("2026-11-23 07:00"))
    end = {"ended_at": "2026-11-23T07:24:00+08:00"}
    answers = {
        name: post(user, f"outings/{outing.uuid}/end/", end).status_code
        for name, user in ({"colleague": cast.colleague} | cast.roles).items()
    }
    assert answers == {
        "colleague": 403,
        "visitor": 401,
        "officer": 200,
        "other_officer": 404,
        "commander": 200,
        "bureau": 200,
        "principal": 403,
        "other_principal": 403,
        "auditor": 403,
        "administrator": 403,
    }
    assert is_problem(post(cast.officer, f"outings/{UUID(int=9)}/end/", end), 404)
    assert is_problem(post(cast.officer, "outings/not-a-uuid/end/", end), 404)


def test_it_lists_by_role(cast: Cast, get: Call) -> None:
    ours = make_outing(cast.officer, started_at=NOW).pk
    theirs = make_outing(cast.other_officer, started_at=NOW).pk
    joint = make_outing(cast.squad_officer, started_at=NOW, kind="joint")
    joint.units.add(cast.station)
    seen = {
        name: set(ids(answer)) if (answer := get(user, "outings/")).status_code == 200 else answer.status_code
        for name, user in cast.roles.items()
    }
    assert seen == {
        "visitor": 401,
        "officer": {ours, joint.pk},
        "commander": {ours, joint.pk},
        "other_officer": {theirs},
        "bureau": {ours, theirs, joint.pk},
        "principal": 403,
        "other_principal": 403,
        "auditor": 403,
        "administrator": 403,
    }
    assert is_problem(get(cast.officer, f"outings/{theirs}/"), 404)


def test_it_shows_one_by_id_and_by_uuid(cast: Cast, get: Call, post: Call) -> None:
    answer = as_json(post(cast.officer, "outings/", body()))
    assert as_json(get(cast.officer, f"outings/{answer['id']}/")) == answer
    assert as_json(get(cast.commander, f"outings/{UUID_TEXT}/")) == answer


def test_it_filters_and_orders(cast: Cast, get: Call) -> None:
    vehicle = make_vehicle(cast.station, "A1")
    ended = make_outing(
        cast.colleague, started_at=at("2026-11-20 07:00"), ended_at=at("2026-11-20 09:00"), vehicles=(vehicle,)
    )
    running = make_outing(cast.officer, started_at=at("2026-11-23 07:00"), kind="peak", volunteers=9)
    found = {
        "uuid": ids(get(cast.officer, "outings/", uuid=str(ended.uuid))),
        "kind": ids(get(cast.officer, "outings/", kind="peak")),
        "officers": ids(get(cast.officer, "outings/", officers="colleague")),
        "vehicles": ids(get(cast.officer, "outings/", vehicles="A1")),
        "open": ids(get(cast.officer, "outings/", is_open="true")),
        "ended": ids(get(cast.officer, "outings/", is_open="false")),
        "days": ids(get(cast.officer, "outings/", started_at_from="2026-11-20", started_at_to="2026-11-21")),
        "unit": ids(get(cast.bureau, "outings/", unit="OTH")),
        "order": ids(get(cast.officer, "outings/", ordering="-volunteers")),
    }
    assert found == {
        "uuid": [ended.pk],
        "kind": [running.pk],
        "officers": [ended.pk],
        "vehicles": [ended.pk],
        "open": [running.pk],
        "ended": [ended.pk],
        "days": [ended.pk],
        "unit": [],
        "order": [running.pk, ended.pk],
    }
    for name, value in {"uuid": "abc", "kind": "x", "is_open": "x", "started_at_to": "x", "state": "x"}.items():
        assert wrong_fields(get(cast.officer, "outings/", **{name: value})) == {name}


def test_it_refuses_a_long_list_before_it_reads_it(cast: Cast, post: Call) -> None:
    answer = post(cast.officer, "outings/", body(officers=[7] * 300_000))
    assert wrong_fields(answer) == {"officers"}
    assert len(as_json(answer)["errors"]["officers"]) == 1
