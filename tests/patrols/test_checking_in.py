"""Checking in by page, without a position: by hand, or by the sign that was scanned."""

from datetime import date, time

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from patrols.models import CheckIn
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import (
    at,
    make_check_in,
    make_duty,
    make_outing,
    make_point,
    make_window,
    uuid_number,
)

DAY = date(2026, 11, 23)
NOW = at("2026-11-23 08:41")
MORNING = (time(8), time(9))
AT_SPQ_01 = "/today/check-in/SPQ-01/"

pytestmark = pytest.mark.usefixtures("clock")


def test_by_hand_it_needs_a_note(officer: Client, cast: Cast) -> None:
    with nothing_written():
        response = officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "note": " "})
    assert list(response.context["form"].errors) == ["note"]


def test_by_hand_it_is_written_once_and_flagged(officer: Client, cast: Cast, clock: time_machine.Traveller) -> None:
    make_outing(cast.officer, started_at=at("2026-11-23 07:20"))
    duty = make_duty(make_window(cast.point, *MORNING), DAY)
    sent = {"uuid": str(uuid_number(1)), "note": "高楼之间没有信号"}
    first = officer.post(AT_SPQ_01, sent)
    clock.shift(1)
    second = officer.post(AT_SPQ_01, sent)
    assert [one.headers["Location"] for one in (first, second)] == ["/today/"] * 2
    check_in = CheckIn.objects.get()
    assert (check_in.method, check_in.flags, check_in.duty, check_in.captured_at) == ("manual", ["no_fix"], duty, NOW)
    assert any("08:41" in str(message) for message in get_messages(first.wsgi_request))


def test_a_scanned_sign_needs_no_note(officer: Client, cast: Cast) -> None:
    page = officer.get(f"{AT_SPQ_01}?sign=token-SPQ-01").content.decode()
    assert 'name="sign" value="token-SPQ-01"' in page
    officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "sign": "token-SPQ-01"})
    assert CheckIn.objects.get().method == "qr"


@pytest.mark.parametrize("sign", ["made up", "token-SPQ-02"])
def test_a_sign_that_is_not_current_leads_to_the_check_in_by_hand(officer: Client, cast: Cast, sign: str) -> None:
    make_point(cast.station, "SPQ-02")
    with nothing_written():
        response = officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "sign": sign})
    assert list(response.context["form"].errors) == ["sign"]
    assert 'name="sign" value=""' in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"uuid": "broken"}, "uuid"),
        ({"note": "a\x00b"}, "note"),
        ({"note": "长" * 501}, "note"),
        ({"sign": "a\x00b"}, "sign"),
        ({"sign": "a" * 41}, "sign"),
    ],
)
def test_bad_input_of_a_check_in_is_named(officer: Client, cast: Cast, sent: dict[str, str], field: str) -> None:
    with nothing_written():
        response = officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "note": "why"} | sent)
    assert list(response.context["form"].errors) == [field]


def test_a_form_that_another_officer_used_checks_nobody_in(officer: Client, cast: Cast) -> None:
    make_check_in(cast.colleague, cast.point, NOW, uuid=uuid_number(1))
    with nothing_written():
        response = officer.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "note": "why"})
    assert response.context["form"].non_field_errors()


@pytest.mark.parametrize("code", ["OTH-01", "SPQ-99", "spq-01", "%00", "SPQ-01%00"])
def test_a_point_of_another_unit_or_of_none_is_not_there(officer: Client, cast: Cast, code: str) -> None:
    make_point(cast.other_station, "OTH-01")
    with nothing_written():
        assert officer.get(f"/today/check-in/{code}/").status_code == 404
        assert officer.post(f"/today/check-in/{code}/", {"uuid": str(uuid_number(1)), "note": "why"}).status_code == 404


def test_a_joint_outing_opens_the_points_of_its_units(client: Client, cast: Cast) -> None:
    client.force_login(cast.squad_officer)
    assert client.get(AT_SPQ_01).status_code == 404
    make_outing(cast.squad_officer, started_at=NOW, kind="joint").units.add(cast.station)
    assert client.get(AT_SPQ_01).status_code == 200
    client.post(AT_SPQ_01, {"uuid": str(uuid_number(1)), "note": "why"})
    assert CheckIn.objects.get().unit == cast.station
