"""`/api/v1/premises/`."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from schools.models import Premises
from tests.api.conftest import Call, as_json, get, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import PLACE, at, make_school
from tests.factories.schools import make_premises, place_at
from tests.schools.premises.readings import readings

__all__ = ["get"]

Kind = Premises.Kind


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is noon of 2026-11-26."""
    with time_machine.travel(at("2026-11-26 12:00"), tick=False):
        yield


def test_it_shows_premises(cast: Cast, get: Call) -> None:
    far = make_school(cast.station, **place_at(450))
    make_school(cast.station, **place_at(700))
    site = make_premises(
        cast.station, Kind.RENTAL, distance_m=0, name="桥北出租屋", contact="某房东", contact_phone="13800000000",
        temporary_residents=6, last_check_on=date(2026, 8, 1), next_check_on=date(2026, 11, 25),
    )  # fmt: skip
    body = as_json(get(cast.officer, f"premises/{site.pk}/"))
    assert {*body.pop("schools")[:2]} == {cast.school.pk, cast.other_school.pk}
    assert as_json(get(cast.officer, f"premises/{site.pk}/"))["schools"][2:] == [far.pk]
    assert body == {
        "id": site.pk,
        "name": "桥北出租屋",
        "kind": "rental",
        "unit": "SPQ",
        "address": "",
        "latitude": pytest.approx(PLACE[0]),
        "longitude": pytest.approx(PLACE[1]),
        "contact": "某房东",
        "contact_phone": "13800000000",
        "temporary_residents": 6,
        "note": "",
        "is_open": True,
        "last_check_on": "2026-08-01",
        "next_check_on": "2026-11-25",
        "is_overdue": True,
    }


def test_it_lists_by_role(cast: Cast, get: Call) -> None:
    ours, theirs = make_premises(cast.station), make_premises(cast.other_station)
    seen = {
        name: ids(answer) if (answer := get(user, "premises/")).status_code == 200 else answer.status_code
        for name, user in cast.roles.items()
    }
    assert seen == {
        "visitor": 401,
        "officer": [ours.pk],
        "commander": [ours.pk],
        "other_officer": [theirs.pk],
        "bureau": [ours.pk, theirs.pk],
        "principal": 403,
        "other_principal": 403,
        "auditor": 403,
        "administrator": 403,
    }


def test_reading_leaves_a_trace(cast: Cast, get: Call) -> None:
    site = make_premises(cast.station, contact="某房东")
    get(cast.officer, "premises/", kind="construction")
    get(cast.officer, f"premises/{site.pk}/")
    assert readings(cast.officer) == ["/api/v1/premises/?kind=construction", f"/api/v1/premises/{site.pk}/"]


def test_it_hides_those_of_other_units(cast: Cast, get: Call) -> None:
    site = make_premises(cast.station)
    assert is_problem(get(cast.other_officer, f"premises/{site.pk}/"), 404)
    assert is_problem(get(cast.principal, f"premises/{site.pk}/"), 403)


def test_it_asks_as_often_for_3_as_for_1(cast: Cast) -> None:
    make_premises(cast.station)
    client = signed_in(cast.bureau)
    one = counted(client, "/api/v1/premises/")
    for _ in range(2):
        make_premises(cast.other_station)
        make_school(cast.station)
    assert counted(client, "/api/v1/premises/") == one


def test_it_filters_and_orders(cast: Cast, get: Call) -> None:
    far = make_school(cast.station, **place_at(3000, 90))
    wanted = make_premises(
        cast.station, Kind.BAR, name="夜色", address="正街 7 号", last_check_on=date(2026, 8, 1),
        next_check_on=date(2026, 11, 25), **place_at(2900, 90),
    )  # fmt: skip
    closed = make_premises(cast.station, name="甲", is_open=False, next_check_on=date(2026, 11, 24))
    found = {
        "name": ids(get(cast.officer, "premises/", name="夜 正街")),
        "kind": ids(get(cast.officer, "premises/", kind=["bar", "rental"])),
        "open": ids(get(cast.officer, "premises/", is_open="true")),
        "overdue": ids(get(cast.officer, "premises/", is_overdue="true")),
        "school": ids(get(cast.officer, "premises/", schools=far.pk)),
        "from": ids(get(cast.officer, "premises/", next_check_on_from="2026-11-25")),
        "checked": ids(get(cast.officer, "premises/", last_check_on_to="2026-08-01")),
        "order": ids(get(cast.officer, "premises/", ordering="next_check_on")),
        "in time": ids(get(cast.officer, "premises/", is_overdue="false")),
        "no school": ids(get(cast.officer, "premises/", schools=0)),
    }
    assert found == {
        "name": [wanted.pk],
        "kind": [wanted.pk],
        "open": [wanted.pk],
        "overdue": [wanted.pk],
        "school": [wanted.pk],
        "from": [wanted.pk],
        "checked": [wanted.pk],
        "order": [closed.pk, wanted.pk],
        "in time": [closed.pk],
        "no school": [],
    }


@pytest.mark.parametrize(
    "params",
    [{"kind": "school"}, {"is_open": "perhaps"}, {"schools": "x"}, {"contact": "某"}, {"next_check_on_from": "soon"}],
)
def test_it_names_a_wrong_filter(cast: Cast, get: Call, params: dict[str, str]) -> None:
    assert wrong_fields(get(cast.officer, "premises/", **params)) == set(params)
