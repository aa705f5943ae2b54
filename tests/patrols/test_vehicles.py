"""Vehicles: how they are entered and taken out of service."""

from typing import Any

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from patrols.models import Vehicle
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, signed_in
from tests.factories import make_vehicle

NEW = "/patrols/vehicles/new/"


def test_a_new_vehicle_belongs_to_the_own_unit_and_is_on_the_trail(cast: Cast) -> None:
    response = signed_in(cast.officer).post(
        NEW, {"plate": " 渝a·D0001警 ", "is_active": "on", "unit": cast.other_station.pk}
    )
    assert response.headers["Location"] == reverse("patrols:vehicles")
    vehicle = Vehicle.objects.get()
    assert (vehicle.plate, vehicle.unit, vehicle.is_active) == ("渝A·D0001警", cast.station, True)
    assert LogEntry.objects.get_for_object(vehicle).get().actor == cast.officer


def test_it_is_taken_out_of_service(cast: Cast) -> None:
    vehicle = make_vehicle(cast.station)
    client, edit = signed_in(cast.officer), reverse("patrols:vehicle_edit", args=[vehicle.pk])
    assert client.post(edit, {"plate": vehicle.plate, "description": "警车"}).status_code == 302
    vehicle.refresh_from_db()
    assert (vehicle.is_active, vehicle.description) == (False, "警车")
    assert len(client.get(edit).context["history"][0].changes) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"plate": ""}, "plate"),
        ({"plate": "x" * 21}, "plate"),
        ({"plate": "a\0"}, "plate"),
        ({"description": "x" * 61}, "description"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, changes: dict[str, Any], field: str) -> None:
    response = signed_in(cast.officer).post(NEW, {"plate": "渝A·D0001警"} | changes)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert not Vehicle.objects.exists()


def test_a_plate_of_another_unit_is_taken_without_saying_whose(cast: Cast) -> None:
    make_vehicle(cast.other_station, "渝A·D0002警")
    response = signed_in(cast.officer).post(NEW, {"plate": "渝A·D0002警"})
    assert list(response.context["form"].errors) == ["plate"]
    assert cast.other_station.name not in response.content.decode()


def test_a_commander_above_chooses_the_unit(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    assert list(client.post(NEW, {"plate": "渝A·D0003警"}).context["form"].errors) == ["unit"]
    assert client.post(NEW, {"plate": "渝A·D0003警", "unit": cast.squad.pk}).status_code == 302
    assert Vehicle.objects.get().unit == cast.squad


def test_vehicles_are_for_police_of_their_unit(cast: Cast) -> None:
    edit = reverse("patrols:vehicle_edit", args=[make_vehicle(cast.station).pk])
    found = answers(cast, edit)
    assert found == OWN_POLICE_ONLY
