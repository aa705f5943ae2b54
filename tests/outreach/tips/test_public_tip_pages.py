"""Leaving a tip without a name, and following it by its code: what is shown, what is refused, what is not kept."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.limits.models import Use
from outreach.actions.tip_steps import close_tip
from outreach.actions.tips import leave_tip
from outreach.models import Tip, TipMessage
from outreach.states.tips import TipState
from outreach.tip_codes import make_code
from tests.cast import Cast
from tests.clients import signed_in
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.tips import ANSWER, TEXT, a_tip
from tests.uploads.pictures import GPS_NOTE, photo_of_a_phone

FORM, FOLLOW = "/tips/", "/tips/follow/"
SAID = {"category": Tip.Category.STRANGER, "text": TEXT}
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-23 09:00"), tick=False):
        yield


@pytest.fixture
def client() -> Client:
    """A phone that reads English."""
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def send(client: Client, **fields: Any) -> Any:
    """The answer to the form as the page gives it, filled in."""
    hidden = re.search(r'name="code" value="([^"]+)"', client.get(FORM).content.decode())
    assert hidden is not None
    return client.post(FORM, SAID | {"code": hidden[1]} | fields)


def code_in(answer: Any) -> str:
    """The code that a page shows."""
    found = CODE.search(answer.content.decode())
    assert found is not None
    return found[0]


def test_a_tip_is_left_by_whoever_comes_and_its_code_leads_back(cast: Cast, client: Client) -> None:
    answer = send(client, school=cast.school.pk, place="东门外")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert str(cast.station) in answer.content.decode()
    tip = Tip.objects.with_code(code_in(answer)).get()
    assert (tip.unit, tip.school, tip.text, tip.place) == (cast.station, cast.school, TEXT, "东门外")


def test_danger_comes_before_the_form(cast: Cast, client: Client) -> None:
    page = client.get(FORM).content.decode()
    assert -1 < page.index('href="tel:110"') < page.index("<form method")


def test_neither_a_session_nor_an_address_is_kept(cast: Cast, client: Client) -> None:
    answer = send(client)
    client.post(FOLLOW, {"code": code_in(answer)})

    assert "sessionid" not in client.cookies
    assert "127.0.0.1" not in str(list(Use.objects.values())) + str(list(Tip.objects.values()))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"category": ""}, "category"),
        ({"category": "gossip"}, "category"),
        ({"text": "  "}, "text"),
        ({"text": "长" * 2001}, "text"),
        ({"text": "电话 13812341234"}, "text"),
        ({"school": "999999"}, "school"),
        ({"latitude": "29.5"}, "longitude"),
        ({"latitude": "abc", "longitude": "106.5"}, "latitude"),
        ({"latitude": "106.5", "longitude": "29.5"}, "latitude"),
        ({"website": "https://example.org"}, "website"),
        ({"photo": SimpleUploadedFile("a.jpg", b"no picture")}, "photo"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    cast: Cast, client: Client, fields: dict[str, Any], field: str
) -> None:
    client.post(FORM, {})  # the limits have their rows
    with nothing_written():
        answer = send(client, **fields)

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]


def test_a_photo_loses_where_it_was_taken(cast: Cast, client: Client) -> None:
    assert GPS_NOTE in photo_of_a_phone()

    send(client, photo=SimpleUploadedFile("IMG_1.jpg", photo_of_a_phone(), "image/jpeg"))

    photo = Tip.objects.get().photo
    assert photo is not None
    assert GPS_NOTE not in photo.content.read()
    assert photo.uploaded_by is None


def test_a_page_that_is_sent_again_shows_the_same_code(cast: Cast, client: Client) -> None:
    hidden = re.search(r'name="code" value="([^"]+)"', client.get(FORM).content.decode())
    assert hidden is not None
    codes = {code_in(client.post(FORM, SAID | {"code": hidden[1]})) for _time in range(2)}
    assert (len(codes), Tip.objects.count()) == (1, 1)


@pytest.mark.parametrize("forged", ["", "AAAA-AAAA-AAAA-AAAA", "AAAA-AAAA-AAAA-AAAA:signed"])
def test_nobody_chooses_a_code(cast: Cast, client: Client, forged: str) -> None:
    code = code_in(client.post(FORM, SAID | {"code": forged}))
    assert code != "AAAA-AAAA-AAAA-AAAA"
    assert Tip.objects.with_code(code).exists()


def test_who_is_signed_in_leaves_a_tip_like_anybody_else(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    assert Tip.objects.with_code(code_in(send(officer))).get().steps.get().by is None


def test_an_answer_is_read_by_the_code_and_answered_again(cast: Cast, client: Client) -> None:
    code = code_in(send(client))
    close_tip(by=cast.officer, tip=Tip.objects.get(), text=ANSWER)

    page = client.post(FOLLOW, {"code": code.lower().replace("-", " ")})
    assert ANSWER in page.content.decode()
    assert str(cast.officer) not in page.content.decode()

    again = client.post(FOLLOW, {"code": code, "text": "今天又来了"})
    assert "今天又来了" in again.content.decode()
    assert TipMessage.objects.filter(by=None).get().text == "今天又来了"
    assert Tip.objects.get().state == TipState.WORKED_ON


def test_a_wrong_code_is_said_to_be_wrong_and_shows_nothing(cast: Cast, client: Client) -> None:
    send(client)
    answer = client.post(FOLLOW, {"code": make_code()})
    assert answer.status_code == 404
    assert TEXT not in answer.content.decode()
    assert list(answer.context["form"].errors) == ["code"]


def test_no_words_are_named_and_the_tip_stays_open_on_the_page(cast: Cast, client: Client) -> None:
    code = code_in(send(client))
    answer = client.post(FOLLOW, {"code": code, "text": " "})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["text"])
    assert TEXT in answer.content.decode()


def test_a_wrong_code_takes_the_same_queries_as_a_right_one(cast: Cast, client: Client) -> None:
    code = code_in(send(client))
    client.post(FOLLOW, {"code": code})

    def asked(code: str) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            client.post(FOLLOW, {"code": code})
        return [re.sub(r"'[^']*'", "?", query["sql"]) for query in queries]

    right = asked(code)
    assert asked(make_code()) == right
    assert asked(code[:-1] + ("0" if code[-1] != "0" else "Z")) == right
    assert asked("nonsense") == right


def test_the_form_needs_its_token(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in (FORM, FOLLOW):
        assert strict.post(address, SAID).status_code == 403
    assert not Tip.objects.exists()


def test_the_home_page_leads_to_the_form(cast: Cast, client: Client) -> None:
    assert f'href="{FORM}"' in client.get("/").content.decode()


def test_a_code_in_an_address_opens_nothing(cast: Cast, client: Client) -> None:
    _tip, code = leave_tip(tip=a_tip(cast.station))
    assert TEXT not in client.get(f"{FOLLOW}?code={code}").content.decode()
