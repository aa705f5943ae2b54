"""`/api/v1/patrol-points/` and `/api/v1/duty-windows/`."""

from datetime import date, time
from typing import Any

import pytest

from campus_safety.accounts.models import User
from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories import PLACE, make_point, make_window


def test_it_shows_a_point(cast: Cast, get: Call) -> None:
    assert as_json(get(cast.officer, f"patrol-points/{cast.point.pk}/")) == {
        "id": cast.point.pk,
        "code": "SPQ-01",
        "name": cast.point.name,
        "unit": "SPQ",
        "school": cast.school.pk,
        "schools": [cast.school.pk],
        "batch": 1,
        "address": "",
        "latitude": PLACE[0],
        "longitude": PLACE[1],
        "fence_radius_m": 50,
        "in_force_from": "2018-02-01",
        "in_force_until": None,
        "is_published": True,
    }


def test_it_shows_a_window(cast: Cast, get: Call) -> None:
    window = make_window(cast.point)
    assert as_json(get(cast.officer, f"duty-windows/{window.pk}/")) == {
        "id": window.pk,
        "point": "SPQ-01",
        "occasion": "arrival",
        "weekdays": "1234567",
        "follows_calendar": window.follows_calendar,
        "basis": "fixed",
        "school": None,
        "before_min": None,
        "after_min": None,
        "starts_at": "07:30:00",
        "ends_at": "08:30:00",
        "strength": 1,
        "is_doubled": False,
        "in_force_from": None,
        "in_force_until": None,
        "cause": "",
    }


def test_a_principal_is_not_told_why_police_come_more_often(cast: Cast, get: Call) -> None:
    extra: dict[str, Any] = {
        "reason": "案件 2026-0001",
        "in_force_from": date(2026, 11, 21),
        "in_force_until": date(2026, 12, 4),
    }
    windows = {cause: make_window(cast.point, cause=cause, **extra).pk for cause in ("incident", "other")}

    def told(user: User, cause: str) -> set[str]:
        one = as_json(get(user, f"duty-windows/{windows[cause]}/"))
        listed = {row["id"]: row for row in as_json(get(user, "duty-windows/"))["results"]}
        return {one["cause"], listed[windows[cause]]["cause"]}

    assert {cause: told(cast.officer, cause) for cause in windows} == {cause: {cause} for cause in windows}
    assert {cause: told(cast.principal, cause) for cause in windows} == {cause: {""} for cause in windows}


@pytest.mark.parametrize("address", ["patrol-points/", "duty-windows/"])
def test_it_lists_by_role(cast: Cast, get: Call, address: str) -> None:
    points = {"ours": cast.point, "unserved": make_point(cast.station), "theirs": make_point(cast.other_station)}
    rows = {name: point.pk if address == "patrol-points/" else make_window(point).pk for name, point in points.items()}
    names = {pk: name for name, pk in rows.items()}
    seen = {
        name: {names[pk] for pk in ids(answer)}
        if (answer := get(user, address)).status_code == 200
        else answer.status_code
        for name, user in cast.roles.items()
    }
    assert seen == {
        "visitor": 401,
        "officer": {"ours", "unserved"},
        "commander": {"ours", "unserved"},
        "other_officer": {"theirs"},
        "bureau": {"ours", "unserved", "theirs"},
        "principal": {"ours"},
        "other_principal": set(),
        "auditor": 403,
        "administrator": 403,
    }
    assert is_problem(get(cast.officer, f"{address}{rows['theirs']}/"), 404)


def test_it_filters_points(cast: Cast, get: Call) -> None:
    ended = make_point(cast.station, "SPQ-02", batch=2, in_force_until=date(2020, 1, 1), is_published=False)
    found = {
        "code": ids(get(cast.officer, "patrol-points/", code="SPQ-02")),
        "batch": ids(get(cast.officer, "patrol-points/", batch=2)),
        "school": ids(get(cast.officer, "patrol-points/", school=cast.school.pk)),
        "unpublished": ids(get(cast.officer, "patrol-points/", is_published="false")),
        "in force": ids(get(cast.officer, "patrol-points/", in_force_on="2026-10-10")),
        "then in force": ids(get(cast.officer, "patrol-points/", in_force_on="2020-01-01")),
        "all, last first": ids(get(cast.officer, "patrol-points/", ordering="-code")),
    }
    assert found == {
        "code": [ended.pk],
        "batch": [ended.pk],
        "school": [cast.point.pk],
        "unpublished": [ended.pk],
        "in force": [cast.point.pk],
        "then in force": [cast.point.pk, ended.pk],
        "all, last first": [ended.pk, cast.point.pk],
    }


def test_it_filters_windows(cast: Cast, get: Call) -> None:
    other = make_window(make_point(cast.station, "SPQ-02"), time(16), time(17), occasion="dismissal")
    arrival = make_window(cast.point)
    found = {
        "point": ids(get(cast.officer, "duty-windows/", point="SPQ-02")),
        "school": ids(get(cast.officer, "duty-windows/", school=cast.school.pk)),
        "occasion": ids(get(cast.officer, "duty-windows/", occasion="dismissal")),
        "order": ids(get(cast.officer, "duty-windows/", ordering="-starts_at")),
    }
    assert found == {
        "point": [other.pk],
        "school": [arrival.pk],
        "occasion": [other.pk],
        "order": [other.pk, arrival.pk],
    }


@pytest.mark.parametrize(
    "params",
    [
        {"school": "first"},
        {"school": "99999999999999999999999"},
        {"batch": "-1"},
        {"in_force_on": "2026/10/10"},
        {"is_published": "1"},
        {"ordering": "place"},
        {"Code": "SPQ-01"},
    ],
)
def test_it_names_a_wrong_filter(cast: Cast, get: Call, params: dict[str, str]) -> None:
    assert wrong_fields(get(cast.officer, "patrol-points/", **params)) == set(params)
