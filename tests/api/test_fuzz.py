"""Whatever is sent, nothing fails on the portal's side, and nothing is written that was refused."""

import json
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.models import Case
from outreach.models import Activity, EventCover
from patrols.models import CheckIn, Outing
from tests.cast import Cast
from tests.factories import PLACE, at, uuid_number

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(at("2026-11-23 07:53"), tick=False):
        yield


BOUNDED = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
REFUSED = {400, 403, 404, 409, 413, 415}

MOMENTS = st.sampled_from([
    "2026-11-23T07:52:10+08:00", "2026-11-23T07:52:10", "2026-11-23", "20261123", "2026-11-23T24:00:00",
    "0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59-14:00",
    "2026-13-01T00:00:00Z",
])  # fmt: skip
ANYTHING: list[Any] = [
    None, True, False, 0, -1, 10**30, 10**400, -(10**400), 1e308, -1e308, 5e-324, float("nan"), float("inf"), "", "\0",
    "NaN", "Infinity", "1e400", "\ud800", "'; DROP TABLE", "%s", "{}", "٣", "🚓" * 200, [], {}, [[]], [None],
    {"a": {"b": []}}, PLACE[0], PLACE[1], 29, 106, "SPQ-01", "gps", "qr", "manual", "officer", "peak", "joint",
    str(uuid_number(7)), "x" * 70_000,
]  # fmt: skip
ODD = st.sampled_from(ANYTHING)
VALUES = ODD | MOMENTS | st.text(max_size=30) | st.integers() | st.floats() | st.booleans() | st.lists(ODD, max_size=3)


def fields(valid: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A valid body of which some fields are replaced by anything or left out."""
    odd = st.dictionaries(st.sampled_from([*valid, "unknown"]), VALUES, max_size=4)
    missing = st.sets(st.sampled_from(list(valid)), max_size=2)
    return st.builds(lambda odd, missing: {k: v for k, v in (valid | odd).items() if k not in missing}, odd, missing)


CHECK_IN = {
    "uuid": str(uuid_number(1)),
    "point": "SPQ-01",
    "captured_at": "2026-11-23T07:52:10+08:00",
    "sent_at": "2026-11-23T07:52:11+08:00",
    "device": "b1e6d1c4",
    "latitude": PLACE[0],
    "longitude": PLACE[1],
    "accuracy_m": 12.5,
    "method": "gps",
    "note": "",
    "sign": "",
}
OUTING = {
    "uuid": str(uuid_number(2)),
    "kind": "peak",
    "officers": ["officer"],
    "vehicles": [],
    "volunteers": 3,
    "units": [],
    "started_at": "2026-11-23T07:20:00+08:00",
    "note": "",
}


REPORT = {
    "uuid": str(uuid_number(3)),
    "category": "theft",
    "way": "station",
    "school": None,
    "event": "",
    "is_off_campus": True,
    "place": "广场",
    "latitude": PLACE[0],
    "longitude": PLACE[1],
    "occurred_from": "2026-11-23T06:20:00+08:00",
    "occurred_until": "2026-11-23T06:30:00+08:00",
    "reported_at": "2026-11-23T07:20:00+08:00",
    "facts": "手机被盗",
    "unit": "SPQ",
}


ACTIVITY = {
    "uuid": str(uuid_number(4)),
    "kind": "lecture",
    "title": "法治课",
    "state": "held",
    "schools": [1],
    "officers": ["officer"],
    "with_leaders": False,
    "place": "",
    "starts_at": "2026-11-22T09:20:00+08:00",
    "ends_at": "2026-11-22T10:30:00+08:00",
    "class_hours": 1.5,
    "drill": "",
    "drill_min": None,
    "children": 30,
    "staff": 2,
    "parents": 0,
    "tools": "",
    "outcome": "",
    "measures": [3],
}
EVENT = {
    "uuid": str(uuid_number(5)),
    "title": "文艺汇演",
    "school": None,
    "is_off_campus": True,
    "place": "广场",
    "latitude": PLACE[0],
    "longitude": PLACE[1],
    "starts_at": "2026-11-24T09:20:00+08:00",
    "ends_at": "2026-11-24T10:30:00+08:00",
    "people": 200,
    "valuables_watched_by": "教师",
    "wishes": "",
    "prepared": ["watcher"],
}
COUNTED = (CheckIn, Outing, Case, Activity, EventCover)


def written() -> list[int]:
    """How much has been written."""
    return [model.objects.count() for model in COUNTED]


def send(cast: Cast, address: str, raw: str | bytes, content_type: str = "application/json") -> int:
    """Post it, and check that a refusal is one and wrote nothing."""
    client = Client(raise_request_exception=False)
    client.force_login(cast.officer)
    before = written()
    answer = client.post(f"/api/v1/{address}", raw, content_type=content_type)
    after = written()
    if answer.status_code in {200, 201}:
        json.loads(answer.content)
        return answer.status_code
    assert answer.status_code in REFUSED, (answer.status_code, raw[:500])
    assert after == before
    if answer.status_code == 409:
        assert answer.content == b""
    else:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert json.loads(answer.content)["status"] == answer.status_code
    return answer.status_code


@BOUNDED
@given(body=fields(CHECK_IN))
def test_any_check_in_is_answered(cast: Cast, body: dict[str, Any]) -> None:
    assert send(cast, "check-ins/", json.dumps(body))


@BOUNDED
@given(body=fields(OUTING))
def test_any_start_is_answered(cast: Cast, body: dict[str, Any]) -> None:
    assert send(cast, "outings/", json.dumps(body))


@BOUNDED
@given(body=fields(REPORT))
def test_any_report_is_answered(cast: Cast, body: dict[str, Any]) -> None:
    assert send(cast, "incidents/", json.dumps(body))


@BOUNDED
@given(body=fields(ACTIVITY))
def test_any_activity_is_answered(cast: Cast, body: dict[str, Any]) -> None:
    if body.get("schools") == ACTIVITY["schools"]:
        body["schools"] = [cast.school.pk]
    assert send(cast, "activities/", json.dumps(body))


@BOUNDED
@given(body=fields(EVENT))
def test_any_event_is_answered(cast: Cast, body: dict[str, Any]) -> None:
    assert send(cast, "event-covers/", json.dumps(body | {"school": body.get("school") or cast.school.pk}))


@pytest.mark.parametrize(
    ("address", "body", "name"),
    [
        ("check-ins/", CHECK_IN, "method"),
        ("outings/", OUTING, "kind"),
        ("incidents/", REPORT, "way"),
        ("activities/", ACTIVITY, "kind"),
    ],
)
def test_a_choice_that_cannot_be_written_is_refused(cast: Cast, address: str, body: dict[str, Any], name: str) -> None:
    assert send(cast, address, json.dumps(body | {name: "\ud800"})) == 400


@BOUNDED
@given(raw=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_answered(cast: Cast, raw: bytes) -> None:
    assert send(cast, "check-ins/", raw) == 400


LISTS = [
    "schools/", "patrol-points/", "duties/", "outings/", "check-ins/", "incidents/", "statistics/",
    "statistics/2026-10/", "appointments/", "activities/", "event-covers/",
]  # fmt: skip
PARAMETERS = [
    "page", "page_size", "ordering", "unit", "school", "date", "starts_at_from", "captured_at_to", "month", "uuid",
    "state", "schools", "officers", "measures", "starts_on_from", "is_covered",
]  # fmt: skip


@BOUNDED
@given(address=st.sampled_from(LISTS), name=st.sampled_from(PARAMETERS) | st.text(max_size=9), value=VALUES)
def test_any_parameter_is_answered(cast: Cast, address: str, name: str, value: object) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.officer)
    text = "9" * 400 if isinstance(value, int) and value > 10**300 else str(value)[:400]
    parameter = {name.encode("utf-8", "replace").decode(): text.encode("utf-8", "replace").decode()}
    answer = client.get(f"/api/v1/{address}", parameter)
    assert answer.status_code in {200, 400, 404}, parameter


def test_the_database_serves_on(cast: Cast) -> None:
    send(cast, "check-ins/", json.dumps(CHECK_IN | {"note": "\0"}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
