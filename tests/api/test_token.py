"""`/api/v1/token/`, and calls with a token."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.http import HttpResponse
from django.test import Client

from campus_safety.accounts.models import User
from campus_safety.api.tokens import token_of
from tests.api.conftest import Call, as_json, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories import PASSWORD, at, make_user


@pytest.fixture
def officer(cast: Cast) -> User:
    """An officer who can sign in."""
    return make_user("reader", unit=cast.station, password=True)


def call(method: str, address: str, authorization: str, body: Any = None) -> HttpResponse:
    """A call of a program: no cookie, CSRF checked."""
    client = Client(enforce_csrf_checks=True)
    response: HttpResponse = client.generic(  # type: ignore[assignment]
        method,
        f"/api/v1/{address}",
        json.dumps(body) if body is not None else "",
        content_type="application/json",
        headers={"authorization": authorization},
    )
    return response


def test_it_gives_a_token_that_signs_in(officer: User, post: Call) -> None:
    answer = post(None, "token/", {"username": "reader", "password": PASSWORD})
    token = as_json(answer)["token"]
    assert (answer.status_code, call("GET", "duties/", f"Token {token}").status_code) == (200, 200)
    assert not answer.cookies


def test_it_leaves_a_trail_without_the_token(officer: User, post: Call) -> None:
    post(None, "token/", {"username": "reader", "password": PASSWORD})
    entry = LogEntry.objects.filter(object_pk=str(officer.pk), changes__has_key="sign_in").get()
    assert (entry.actor_id, entry.changes) == (officer.pk, {"sign_in": ["None", "token"]})


def test_a_token_needs_no_csrf_token(cast: Cast, officer: User) -> None:
    token = f"Token {token_of(officer)}"
    listed = call("GET", "duties/", token)
    posted = call("POST", "check-ins/", token, {"uuid": "broken"})
    assert (listed.status_code, posted.status_code, "uuid" in as_json(posted)["errors"]) == (200, 400, True)


@pytest.mark.parametrize("authorization", ["Token nonsense", "Token", "Token a b", "Basic cmVhZGVyOng=", "Bearer x"])
def test_it_refuses_a_wrong_token(cast: Cast, authorization: str) -> None:
    answer = call("GET", "duties/", authorization)
    assert is_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Token"


def test_it_refuses_the_token_of_an_inactive_user(officer: User) -> None:
    token = token_of(officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert is_problem(call("GET", "duties/", f"Token {token}"), 401)


def test_a_token_ends_with_the_password(officer: User) -> None:
    token = token_of(officer)
    officer.set_password("another long password")
    officer.save()
    assert is_problem(call("GET", "duties/", f"Token {token}"), 401)


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 401)])
def test_a_token_is_good_for_thirty_days(officer: User, days: int, status: int) -> None:
    with time_machine.travel(at("2026-10-01 12:00"), tick=False):
        token = token_of(officer)
    with time_machine.travel(at("2026-10-01 12:00") + timedelta(days=days), tick=False):
        assert call("GET", "duties/", f"Token {token}").status_code == status


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"username": "reader", "password": "wrong"}, {"non_field_errors"}),
        ({"username": "nobody", "password": PASSWORD}, {"non_field_errors"}),
        ({"username": "reader"}, {"password"}),
        ({}, {"username", "password"}),
        ({"username": "rea\0der", "password": "x"}, {"username"}),
        ({"username": "reader", "password": "x\0"}, {"password"}),
        ({"username": ["reader"], "password": True}, {"username", "password"}),
        ({"username": "r" * 61, "password": "x"}, {"username"}),
    ],
)
def test_it_names_what_is_wrong(officer: User, post: Call, body: dict[str, Any], fields: set[str]) -> None:
    assert wrong_fields(post(None, "token/", body)) == fields


def test_it_locks_after_five_failures(officer: User, post: Call) -> None:
    wrong, right = {"username": "reader", "password": "wrong"}, {"username": "reader", "password": PASSWORD}
    failures = [post(None, "token/", wrong).status_code for _attempt in range(5)]
    locked = post(None, "token/", right)
    assert (failures[:4], is_problem(locked, 429)) == ([400] * 4, True)
    assert "token" not in as_json(locked)


def test_a_success_forgives_failures(officer: User, post: Call) -> None:
    wrong, right = {"username": "reader", "password": "wrong"}, {"username": "reader", "password": PASSWORD}
    answers = [
        post(None, "token/", body).status_code for body in (wrong, wrong, wrong, right, wrong, wrong, wrong, right)
    ]
    assert answers == [400, 400, 400, 200, 400, 400, 400, 200]


def test_it_only_posts(cast: Cast, get: Call) -> None:
    assert is_problem(get(cast.officer, "token/"), 405)
