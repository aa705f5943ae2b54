"""Whether a letter is valid, for everybody: what is said, what is not, and what a wrong token is answered."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from campus_safety.limits.models import Use
from outreach.letters import Validity, name_in_public, validity_of
from outreach.models import Appointment
from outreach.states.appointments import AppointmentState, Ending
from outreach.views.letters import WRONG_TOKENS
from tests.cast import Cast
from tests.clients import answers, signed_in
from tests.factories import at, make_user
from tests.factories.letters import make_letter

FIRST, LAST = date(2026, 9, 1), date(2029, 8, 31)
SECRETS = (
    "帆",
    "officer-of-the-letter",
    "118833",
    "13900001111",
    "68823318",
    "石坪桥派出所",
    "2026-0001",
)


def a_letter(cast: Cast, **fields: Any) -> Appointment:
    """A letter of an invented officer, for three years."""
    officer = make_user("officer-of-the-letter", unit=cast.station, name="杨帆", badge="118833", phone="13900001111")
    return make_letter(officer, cast.school, FIRST, ends_on=LAST, **fields)


def ended(on: date) -> dict[str, Any]:
    """What a letter has whose appointment was cut short."""
    return {"state": AppointmentState.ENDED, "ending": Ending.HANDED_OVER, "ended_on": on}


@pytest.mark.parametrize(
    ("today", "fields", "validity"),
    [
        (FIRST - timedelta(days=1), {}, Validity.NOT_BEGUN),
        (FIRST, {}, Validity.VALID),
        (LAST, {}, Validity.VALID),
        (LAST + timedelta(days=1), {}, Validity.EXPIRED),
        (date(2027, 2, 1), ended(date(2027, 1, 31)), Validity.ENDED),
        (date(2027, 1, 31), ended(date(2027, 1, 31)), Validity.VALID),
        (date(2030, 1, 1), ended(date(2027, 1, 31)), Validity.ENDED),
        (date(2026, 8, 1), ended(FIRST - timedelta(days=1)), Validity.ENDED),  # dismissed before it began
    ],
)
def test_it_is_valid_on_the_days_of_its_term(
    cast: Cast, client: Client, today: date, fields: dict[str, Any], validity: Validity
) -> None:
    letter = a_letter(cast, **fields)
    assert validity_of(letter, today) == validity
    with time_machine.travel(at(f"{today} 12:00"), tick=False):
        answer = client.get(f"/letters/{letter.token}/")
    assert (answer.status_code, answer.context["validity"]) == (200, validity)


@time_machine.travel(at("2026-11-27 12:00"), tick=False)
def test_it_says_school_title_term_and_surname_and_nothing_else(cast: Cast, client: Client) -> None:
    letter = a_letter(cast)
    page = client.get(f"/letters/{letter.token}/", headers={"accept-language": "zh-hans"}).content.decode()
    main = re.sub(r"<[^>]+>|\s+", " ", page[page.index("<main") : page.index("</main>")])
    for words in ("三峡幼儿园", str(letter.get_title_display()), "杨**", "2026-09-01", "2029-08-31"):
        assert words in main, words
    assert [secret for secret in SECRETS if secret in main] == []
    assert [secret for secret in SECRETS[:4] if secret in page] == []


@pytest.mark.parametrize(
    ("name", "shown"), [("杨帆", "杨**"), ("杨一帆", "杨**"), ("欧阳一帆", "欧阳**"), ("Anna Li", "A**")]
)
def test_of_a_name_the_surname_is_public(name: str, shown: str) -> None:
    assert name_in_public(name) == shown


def test_nothing_of_a_visitor_is_kept_nor_by_the_browser(cast: Cast, client: Client) -> None:
    letter = a_letter(cast)
    answer = client.get(f"/letters/{letter.token}/")
    assert answer.cookies == {}
    assert "no-store" in answer.headers["Cache-Control"]
    assert not Use.objects.exists()


@pytest.mark.parametrize("token", ["wrong", "token-2026-2", "x" * 300])
def test_a_wrong_token_is_not_found(cast: Cast, client: Client, token: str) -> None:
    a_letter(cast)
    answer = client.get(f"/letters/{token}/")
    assert answer.status_code == 404
    assert "outreach/letters/unknown.html" in {template.name for template in answer.templates}


def test_a_proposal_has_nothing_to_verify(cast: Cast, client: Client) -> None:
    none: dict[str, Any] = {
        "state": AppointmentState.PROPOSED,
        "year": None,
        "serial": None,
        "issued_on": None,
        "token": None,
    }
    a_letter(cast, **none)
    assert client.get("/letters/None/").status_code == 404


@time_machine.travel(at("2026-11-27 12:00"), tick=False)
def test_wrong_tokens_are_limited_and_a_right_one_is_answered_all_the_same(cast: Cast, client: Client) -> None:
    letter = a_letter(cast)
    statuses = [client.get(f"/letters/wrong-{number}/").status_code for number in range(WRONG_TOKENS.most + 2)]
    refused = client.get("/letters/wrong/")

    assert statuses == [404] * WRONG_TOKENS.most + [429] * 2
    assert refused.headers["Retry-After"] == "601"
    assert client.get(f"/letters/{letter.token}/").status_code == 200
    assert client.get("/letters/wrong/", REMOTE_ADDR="192.0.2.7").status_code == 404
    with time_machine.travel(at("2026-11-27 12:10"), tick=False):
        assert client.get("/letters/wrong/").status_code == 404


def test_a_letter_is_printed_for_the_station_and_the_own_school(cast: Cast) -> None:
    letter = make_letter(cast.officer, cast.school)
    seen = {"officer": 200, "other_officer": 404, "commander": 200, "bureau": 200, "principal": 200} | {
        "other_principal": 404, "auditor": 403, "administrator": 403,
    }  # fmt: skip
    for name in ("letter", "wall_notice"):
        assert answers(cast, reverse(f"outreach:{name}", args=[letter.pk])) == seen


def test_what_has_no_letter_prints_none(cast: Cast) -> None:
    none: dict[str, Any] = {
        "state": AppointmentState.PROPOSED,
        "year": None,
        "serial": None,
        "issued_on": None,
        "token": None,
    }
    proposed = make_letter(cast.officer, cast.school, **none)
    client = signed_in(cast.officer)
    for name in ("letter", "wall_notice"):
        assert client.get(reverse(f"outreach:{name}", args=[proposed.pk])).status_code == 404


def test_after_its_term_the_letter_is_printed_and_the_notice_is_not(cast: Cast) -> None:
    over = make_letter(cast.officer, cast.school, date(2018, 6, 27))
    client = signed_in(cast.officer)
    found = {name: client.get(reverse(f"outreach:{name}", args=[over.pk])) for name in ("letter", "wall_notice")}
    assert {name: answer.status_code for name, answer in found.items()} == {"letter": 200, "wall_notice": 404}
    assert found["letter"].headers["Content-Type"] == "application/pdf"
