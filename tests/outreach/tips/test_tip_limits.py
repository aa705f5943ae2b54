"""How often tips are taken, codes are tried and words are added; a used-up limit loses nothing that came before."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from campus_safety.limits.actions import use_up
from campus_safety.limits.models import Use
from outreach.actions.tips import leave_tip
from outreach.models import Tip, TipMessage
from outreach.tip_codes import make_code
from outreach.tip_limits import FOLLOW_BY_ADDRESS, HOUR, LEAVE_BY_ADDRESS, LEAVE_IN_ALL, WRITE_BY_TIP
from outreach.views.public_tips import MOST_BYTES
from tests.cast import Cast
from tests.factories import at
from tests.factories.tips import TEXT, a_tip

NOW = at("2026-11-23 09:00")
FORM, FOLLOW = "/tips/", "/tips/follow/"
SAID = {"category": Tip.Category.STRANGER, "text": TEXT}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_one_address_leaves_so_many_tips_an_hour(cast: Cast) -> None:
    client = Client()
    found = [client.post(FORM, SAID).status_code for _number in range(LEAVE_BY_ADDRESS.most + 3)]

    assert found == [200] * LEAVE_BY_ADDRESS.most + [429] * 3
    assert Tip.objects.count() == LEAVE_BY_ADDRESS.most
    assert Client(REMOTE_ADDR="192.0.2.7").post(FORM, SAID).status_code == 200
    with time_machine.travel(NOW + HOUR, tick=False):
        assert client.post(FORM, SAID).status_code == 200


def test_all_together_leave_so_many_tips_an_hour(cast: Cast) -> None:
    for _number in range(LEAVE_IN_ALL.most - 1):
        use_up(limits=[(LEAVE_IN_ALL, "")], at=NOW)
    found = [Client(REMOTE_ADDR=f"192.0.2.{number}").post(FORM, SAID).status_code for number in range(2)]
    assert found == [200, 429]


def test_who_is_refused_is_told_when_to_come_back_in_the_own_language(cast: Cast) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    with time_machine.travel(NOW + timedelta(minutes=48), tick=False):
        for _number in range(LEAVE_BY_ADDRESS.most):
            client.post(FORM, {})
        answer = client.post(FORM, SAID)
        problem = client.post(FORM, SAID, headers={"accept": "application/json"})

    assert answer.status_code == problem.status_code == 429
    assert int(answer.headers["Retry-After"]) == int(problem.headers["Retry-After"]) == 12 * 60 + 1
    assert "Try again in 13 min." in answer.content.decode()
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert problem.json()["status"] == 429


def test_a_flood_is_refused_before_it_is_looked_at(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)  # and none of these has the form's token
    found = [client.post(FORM, SAID).status_code for _number in range(LEAVE_BY_ADDRESS.most + 1)]
    assert found == [403] * LEAVE_BY_ADDRESS.most + [429]


def test_what_is_used_up_is_written_no_more(cast: Cast) -> None:
    client = Client()
    for _number in range(LEAVE_BY_ADDRESS.most):
        client.post(FORM, {})
    before = list(Use.objects.order_by("pk").values())
    for _number in range(5):
        client.post(FORM, SAID)
    assert list(Use.objects.order_by("pk").values()) == before


def test_a_body_that_is_too_large_is_not_read(cast: Cast) -> None:
    answer = Client().post(FORM, SAID, headers={"content-length": f"{MOST_BYTES + 1}"})
    assert answer.status_code == 400
    assert not Tip.objects.exists()


def test_codes_are_tried_so_many_times_an_hour_right_or_wrong(cast: Cast) -> None:
    _tip, code = leave_tip(tip=a_tip(cast.station))
    client = Client()
    found = [client.post(FOLLOW, {"code": make_code()}).status_code for _number in range(FOLLOW_BY_ADDRESS.most - 1)]

    assert set(found) == {404}
    assert client.post(FOLLOW, {"code": code}).status_code == 200
    assert {client.post(FOLLOW, {"code": each}).status_code for each in (code, make_code())} == {429}


def test_so_many_words_a_day_are_added_to_one_tip(cast: Cast) -> None:
    _tip, code = leave_tip(tip=a_tip(cast.station))

    def write(number: int) -> int:
        return (
            Client(REMOTE_ADDR=f"10.0.0.{number}").post(FOLLOW, {"code": code, "text": f"第 {number} 句"}).status_code
        )

    found = [write(number) for number in range(WRITE_BY_TIP.most + 1)]

    assert found == [200] * WRITE_BY_TIP.most + [429]
    assert TipMessage.objects.count() == WRITE_BY_TIP.most
    assert Client().post(FOLLOW, {"code": code}).status_code == 200
