"""What `/api/v1/check-ins/` refuses: each wrong input has a named error, and nothing is written."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from patrols.models import CheckIn
from tests.api.bodies import check_in_body as body
from tests.api.conftest import Call, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories import PLACE, at

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-23 07:52"), tick=False):
        yield


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"uuid": "not-a-uuid"}, "uuid"),
    ({"uuid": 7}, "uuid"),
    ({"uuid": ""}, "uuid"),
    ({"point": 7}, "point"),
    ({"point": ["SPQ-01"]}, "point"),
    ({"point": "S" * 21}, "point"),
    ({"point": "SPQ-01\0"}, "point"),
    ({"captured_at": "2026-11-23T08:03:01+08:00"}, "captured_at"),
    ({"captured_at": "2026-10-23T07:51:00+08:00"}, "captured_at"),
    ({"captured_at": "9999-12-31T23:59:59+08:00"}, "captured_at"),
    ({"captured_at": "0001-01-01T00:00:00+08:00"}, "captured_at"),
    ({"captured_at": "2026-02-30T07:52:00+08:00"}, "captured_at"),
    ({"captured_at": "2026-11-23"}, "captured_at"),
    ({"captured_at": 1763855520}, "captured_at"),
    ({"sent_at": "9999-12-31T23:59:59Z"}, "sent_at"),
    ({"sent_at": True}, "sent_at"),
    ({"latitude": 95.0}, "latitude"),
    ({"latitude": -90.1}, "latitude"),
    ({"longitude": 180.5}, "longitude"),
    ({"latitude": PLACE[1], "longitude": PLACE[0]}, "latitude"),
    ({"latitude": "NaN"}, "latitude"),
    ({"latitude": "29.5"}, "latitude"),
    ({"longitude": "Infinity"}, "longitude"),
    ({"longitude": True}, "longitude"),
    ({"latitude": 10**400}, "latitude"),
    ({"longitude": None}, "longitude"),
    ({"latitude": None}, "latitude"),
    ({"accuracy_m": -1}, "accuracy_m"),
    ({"accuracy_m": {"m": 1}}, "accuracy_m"),
    ({"method": "telepathy"}, "method"),
    ({"method": ["gps"]}, "method"),
    ({"method": "manual"}, "note"),
    ({"method": "manual", "note": "   "}, "note"),
    ({"method": "qr"}, "sign"),
    ({"method": "qr", "sign": "wrong"}, "sign"),
    ({"note": "nul\0"}, "note"),
    ({"note": "\ud800"}, "note"),
    ({"note": "n" * 501}, "note"),
    ({"note": False}, "note"),
    ({"device": "d" * 65}, "device"),
    ({"device": {"a": 1}}, "device"),
]


@pytest.mark.parametrize(("changes", "field"), WRONG)
def test_it_names_what_is_wrong_and_writes_nothing(cast: Cast, post: Call, changes: dict[str, Any], field: str) -> None:
    assert wrong_fields(post(cast.officer, "check-ins/", body(**changes))) == {field}
    assert not CheckIn.objects.exists()


def test_it_names_what_is_missing(cast: Cast, post: Call) -> None:
    for empty in ("{}", ""):
        assert wrong_fields(post(cast.officer, "check-ins/", empty)) == {"uuid", "point", "captured_at", "method"}


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("[1, 2]", 400),
        ("null", 400),
        ("true", 400),
        ("{", 400),
        ("not JSON", 400),
        (b"\xff\xfe\xfa", 400),
        ('{"volunteers": ' + "9" * 5000 + "}", 400),
        ("[" * 30_000, 400),
        (json.dumps({"note": "n" * 5_000_000}), 413),
    ],
    ids=range(9),
)
def test_it_refuses_what_is_no_request(cast: Cast, post: Call, raw: str | bytes, status: int) -> None:
    assert is_problem(post(cast.officer, "check-ins/", raw), status)
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "9" * 400])
@pytest.mark.parametrize("field", ["latitude", "longitude", "accuracy_m"])
def test_it_names_a_number_that_is_not_finite(cast: Cast, post: Call, field: str, number: str) -> None:
    text = json.dumps(body() | {field: 0}).replace(f'"{field}": 0', f'"{field}": {number}')
    assert wrong_fields(post(cast.officer, "check-ins/", text)) == {field}
    assert not CheckIn.objects.exists()


def test_it_names_the_text_of_a_megabyte(cast: Cast, post: Call) -> None:
    assert wrong_fields(post(cast.officer, "check-ins/", body(note="n" * 2**20))) == {"note"}
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_it_takes_json_only(cast: Cast, post: Call, kind: str) -> None:
    assert is_problem(post(cast.officer, "check-ins/", "point=SPQ-01", content_type=kind), 415)
