"""What must not be read from anything public, though it is all there: officers, positions, times to come."""

import json
import re
from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.test import Client

from campus_safety.accounts.models import User
from patrols.models import Duty
from tests.cast import Cast
from tests.factories import (
    at,
    make_check_in,
    make_duty,
    make_outing,
    make_point,
    make_school,
    make_user,
    make_vehicle,
    make_window,
)

DAY = date(2026, 10, 12)
URLS = (
    "/",
    "/find/",
    "/find/?q=三峡",
    "/points/SPQ-01/",
    "/points/SPQ-02/",
    "/api/v1/public/patrol-points.geojson",
)
SECRETS = {
    "the officer's name": "欧阳巡",
    "the officer's username": "officer-of-today",
    "the officer's badge": "118833",
    "the officer's phone": "13900001111",
    "the latitude of a check-in": "29.5171717",
    "the longitude of a check-in": "106.4919191",
    "the number plate": "渝A·D0990警",
    "the note of a check-in": "东门有施工车辆",
    "the kind of the outing": "peak",
    "the head of the school": "司徒园长",
    "the phone of the head": "13900002222",
    "the phone of the gatehouse": "02368820001",
    "the number of pupils": "4321",
    "the token of the sign": "token-SPQ-01",
    "an unpublished point": "未公布的点",
    "the start of the window that is over": "07:31",
    "the end of the window that is over": "08:29",
    "the start of the window to come": "16:31",
    "the end of the window to come": "17:29",
    "the end of a window of tomorrow": "18:47",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(cast: Cast) -> Iterator[time_machine.Traveller]:
    """A Monday, 12:00: an officer was at one of two points, is out, and is expected again."""
    with time_machine.travel(at("2026-10-12 12:00"), tick=False) as clock:
        officer = make_user("officer-of-today", unit=cast.station, name="欧阳巡", badge="118833", phone="13900001111")
        cast.school.head, cast.school.head_phone = "司徒园长", "13900002222"
        cast.school.duty_phone, cast.school.pupils = "02368820001", 4321
        cast.school.arrives_at, cast.school.dismisses_at = time(7, 31), time(16, 31)
        cast.school.save()
        make_point(cast.station, "SPQ-03", name="未公布的点", is_published=False, schools=[cast.school])
        other = make_point(cast.station, "SPQ-02", schools=[make_school(cast.station, "三峡第二幼儿园")])
        morning = make_duty(make_window(cast.point, time(7, 31), time(8, 29)), DAY, "done")
        make_duty(make_window(other, time(7, 31), time(8, 29)), DAY, "missed")
        make_duty(make_window(cast.point, time(16, 31), time(17, 29)), DAY)
        make_duty(make_window(other, time(17, 31), time(18, 47)), date(2026, 10, 13))
        car = make_vehicle(cast.station, "渝A·D0990警")
        outing = make_outing(officer, started_at=at("2026-10-12 07:20"), vehicles=(car,), kind="peak")
        make_check_in(
            officer,
            cast.point,
            at("2026-10-12 07:52"),
            outing=outing,
            duty=morning,
            latitude=29.5171717,
            longitude=106.4919191,
            note="东门有施工车辆",
        )
        yield clock


def everything(client: Client, url: str) -> str:
    """Headers and body of an answer, but for the moment of answering."""
    answer = client.get(url)
    assert answer.status_code == 200
    return f"{dict(answer.headers)}\n{answer.content.decode()}"


@pytest.mark.parametrize("moment", ["12:00", "17:29", "23:00"])
@pytest.mark.parametrize("url", URLS)
def test_nothing_secret_can_be_read(busy: time_machine.Traveller, client: Client, url: str, moment: str) -> None:
    busy.move_to(at(f"2026-10-12 {moment}"), tick=False)
    told = everything(client, url)
    assert [name for name, secret in SECRETS.items() if secret in told] == []


@pytest.mark.parametrize("url", URLS)
def test_no_time_of_day_is_told(busy: time_machine.Traveller, client: Client, url: str) -> None:
    """No clock time at all, in no spelling: no window, no next change, no moment of building."""
    told = everything(client, url)
    assert re.findall(r"(?<![\d.])(?:[01]?\d|2[0-3])[:：点时][0-5]\d", told) == []
    assert not re.search(r"2026-10-1\d|Expires|max-age|Last-Modified", told)


@pytest.mark.parametrize("url", ["/", "/points/SPQ-01/", "/points/SPQ-02/", "/find/?q=三峡"])
def test_the_count_cannot_be_attributed_before_the_last_window(
    busy: time_machine.Traveller, client: Client, url: str
) -> None:
    """Whichever of the two points was served: the same bytes."""
    first = client.get(url).content
    mine, others = Duty.objects.get(state="done"), Duty.objects.filter(state="missed")
    others.update(state="done", visited_at=mine.visited_at)
    Duty.objects.filter(pk=mine.pk).update(state="missed", visited_at=None)
    busy.shift(60)
    assert client.get(url).content == first


def test_a_point_not_served_is_never_marked(busy: time_machine.Traveller, client: Client) -> None:
    busy.move_to(at("2026-10-12 17:29"), tick=False)
    features = client.get("/api/v1/public/patrol-points.geojson").json()["features"]
    assert [feature["properties"]["served"] for feature in features] == [True, False]
    for url in ("/", "/points/SPQ-02/"):
        page = client.get(url).content.decode()
        assert not re.search(r"mk-(missed|late|due)\b", page)
        assert "未巡" not in page


def test_geojson_holds_exactly_what_is_promised(busy: time_machine.Traveller, cast: Cast, client: Client) -> None:
    answer = client.get("/api/v1/public/patrol-points.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    assert json.loads(answer.content)["features"][0] == {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [cast.point.longitude, cast.point.latitude]},
        "properties": {
            "code": "SPQ-01",
            "name": cast.point.name,
            "schools": ["三峡幼儿园"],
            "hotline": "68823318",
            "served": False,
        },
    }
    assert set(answer.json()) == {"type", "features"}


def test_the_public_page_holds_no_token_and_no_user(busy: time_machine.Traveller, client: Client) -> None:
    client.force_login(User.objects.get(username="officer-of-today"))
    told = everything(client, "/")
    assert not re.search(r"csrf|nonce|Set-Cookie", told, re.IGNORECASE)
    assert "欧阳巡" not in told
