"""The suggested minute is told to police of the unit and to nobody else: to no principal, on no public page."""

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.test import Client

from patrols.models import Duty
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_duty, make_outing, make_window

DAY = date(2026, 10, 12)
# A minute that stands nowhere else, in every spelling in which a page or the API might tell it.
SUGGESTED_AT = at("2026-10-12 07:43")
SPELLINGS = ("07:43", "7:43", "23:43", "07.43", "suggested minute", "建议到点")
PUBLIC = ("/", "/find/?q=三峡", "/points/SPQ-01/", "/api/v1/public/patrol-points.geojson")
OF_PRINCIPALS = ("/school/", "/school/visits/", "/api/v1/duties/", "/api/v1/duty-windows/", "/api/v1/patrol-points/")


@pytest.fixture(autouse=True)
def duty_with_a_minute(cast: Cast) -> Iterator[int]:
    """A Monday, 07:35: the duty at the school's gate runs, and is to be visited at 07:43. Its id."""
    with time_machine.travel(at("2026-10-12 07:35"), tick=False):
        window = make_window(cast.point, time(7, 30), time(8, 30))
        yield make_duty(window, DAY, suggested_at=SUGGESTED_AT, strength=2).pk


def leaks(client: Client, address: str) -> list[str]:
    """The spellings that an answer holds."""
    answer = client.get(address)
    assert answer.status_code == 200
    told = f"{dict(answer.headers)}\n{answer.content.decode()}"
    return [spelling for spelling in SPELLINGS if spelling in told]


@pytest.mark.parametrize("address", PUBLIC)
def test_nobody_reads_it_on_a_public_page(cast: Cast, address: str) -> None:
    assert leaks(Client(), address) == []
    assert leaks(signed_in(cast.officer), address) == []


@pytest.mark.parametrize("address", OF_PRINCIPALS)
def test_a_principal_never_reads_it(cast: Cast, address: str) -> None:
    assert leaks(signed_in(cast.principal), address) == []


def test_a_principal_reads_it_neither_in_the_dossier_nor_at_a_duty(cast: Cast, duty_with_a_minute: int) -> None:
    client = signed_in(cast.principal)

    assert leaks(client, f"/api/v1/duties/{duty_with_a_minute}/") == []
    assert leaks(client, f"/schools/{cast.school.pk}/timeline/") == []
    assert client.get(f"/patrols/duties/{duty_with_a_minute}/").status_code == 403
    assert client.get(f"/api/v1/duties/{duty_with_a_minute}/").json()["suggested_at"] is None


def test_police_of_another_unit_on_a_joint_outing_never_read_it(cast: Cast, duty_with_a_minute: int) -> None:
    make_outing(cast.squad_officer, started_at=at("2026-10-12 07:30"), kind="joint").units.add(cast.station)
    client = signed_in(cast.squad_officer)

    for address in ("/today/", "/today/?order=shortest", "/today/check-in/SPQ-01/"):
        assert "SPQ-01" in client.get(address).content.decode()
        assert leaks(client, address) == []
    assert Duty.objects.get(pk=duty_with_a_minute).suggested_at == SUGGESTED_AT


def test_police_of_the_unit_read_it(cast: Cast, duty_with_a_minute: int) -> None:
    client = signed_in(cast.officer)

    assert "07:43" in client.get("/today/").content.decode()
    assert "07:43" in client.get(f"/patrols/duties/{duty_with_a_minute}/").content.decode()
    assert client.get(f"/api/v1/duties/{duty_with_a_minute}/").json()["suggested_at"] == "2026-10-12T07:43:00+08:00"
