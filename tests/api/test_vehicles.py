"""`/api/v1/vehicles/`."""

from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories import make_vehicle


def test_it_shows_a_vehicle(cast: Cast, get: Call) -> None:
    vehicle = make_vehicle(cast.station, "渝A·D0110警")
    assert as_json(get(cast.officer, f"vehicles/{vehicle.pk}/")) == {
        "id": vehicle.pk,
        "plate": "渝A·D0110警",
        "unit": "SPQ",
        "description": "",
        "is_active": True,
    }


def test_it_lists_by_role(cast: Cast, get: Call) -> None:
    ours, theirs = make_vehicle(cast.station).pk, make_vehicle(cast.other_station).pk
    seen = {
        name: set(ids(answer)) if (answer := get(user, "vehicles/")).status_code == 200 else answer.status_code
        for name, user in cast.roles.items()
    }
    assert seen == {
        "visitor": 401,
        "officer": {ours},
        "commander": {ours},
        "other_officer": {theirs},
        "bureau": {ours, theirs},
        "principal": 403,
        "other_principal": 403,
        "auditor": 403,
        "administrator": 403,
    }
    assert is_problem(get(cast.officer, f"vehicles/{theirs}/"), 404)


def test_it_filters_and_orders(cast: Cast, get: Call) -> None:
    first, second = make_vehicle(cast.station, "A1"), make_vehicle(cast.station, "A2")
    second.is_active = False
    second.save()
    found = {
        "plate": ids(get(cast.officer, "vehicles/", plate="A1")),
        "active": ids(get(cast.officer, "vehicles/", is_active="false")),
        "order": ids(get(cast.officer, "vehicles/", ordering="-plate")),
    }
    assert found == {"plate": [first.pk], "active": [second.pk], "order": [second.pk, first.pk]}
    assert wrong_fields(get(cast.officer, "vehicles/", colour="white")) == {"colour"}
