"""The door: sign-in, lock-out, sign-out, and the way home of each role."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from campus_safety.accounts.models import User
from tests.cast import Cast
from tests.factories import PASSWORD, at, make_user

SIGN_IN = "/sign-in/"


@pytest.fixture
def officer(cast: Cast) -> User:
    """An officer with a password."""
    return make_user("tester", unit=cast.station, password=True)


def sign_in(client: Client, password: str = PASSWORD, username: str = "tester") -> int:
    """Post the form; returns the status."""
    return client.post(SIGN_IN, {"username": username, "password": password}).status_code


def test_it_signs_in_and_leads_home(client: Client, officer: User) -> None:
    response = client.post(SIGN_IN, {"username": "tester", "password": PASSWORD}, follow=True)
    assert [url for url, _status in response.redirect_chain] == ["/home/", "/today/"]


@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("officer", "/today/"),
        ("commander", "/dashboard/"),
        ("bureau", "/dashboard/"),
        ("principal", "/school/"),
        ("auditor", "/audit/"),
        ("administrator", "/admin/"),
    ],
)
def test_it_leads_each_role_home(client: Client, cast: Cast, role: str, home: str) -> None:
    user = cast.roles[role]
    assert user
    client.force_login(user)
    assert client.get("/home/").headers["Location"] == home


def test_it_refuses_a_wrong_password_and_names_no_reason(client: Client, officer: User) -> None:
    known = client.post(SIGN_IN, {"username": "tester", "password": "wrong"}).content.replace(b"tester", b"")
    unknown = client.post(SIGN_IN, {"username": "nobody", "password": "wrong"}).content.replace(b"nobody", b"")
    assert b"errors" in known
    assert len(known) == len(unknown)


def test_five_failures_lock_for_fifteen_minutes(client: Client, officer: User) -> None:
    start = at("2026-11-23 08:00")
    with time_machine.travel(start, tick=False) as clock:
        assert [sign_in(client, "wrong") for _ in range(4)] == [200] * 4
        assert sign_in(client, "wrong") == 429
        assert sign_in(client) == 429
        clock.move_to(start + timedelta(minutes=14, seconds=59))
        assert sign_in(client) == 429
        clock.move_to(start + timedelta(minutes=15, seconds=1))
        assert sign_in(client) == 302


def test_a_success_forgets_earlier_failures(client: Client, officer: User) -> None:
    for _ in range(4):
        sign_in(client, "wrong")
    assert sign_in(client) == 302
    client.post("/sign-out/")
    assert sign_in(client, "wrong") == 200


def test_an_inactive_user_cannot_sign_in(client: Client, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert sign_in(client) == 200
    assert "_auth_user_id" not in client.session


def test_sign_out_is_a_post(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/"
    assert client.get("/today/").status_code == 302


def test_sign_in_goes_on_to_the_page_asked_for_but_to_no_other_site(client: Client, officer: User) -> None:
    form = {"username": "tester", "password": PASSWORD}
    assert client.post(f"{SIGN_IN}?next=/patrols/", form).headers["Location"] == "/patrols/"
    client.post("/sign-out/")
    assert client.post(f"{SIGN_IN}?next=https://example.org/", form).headers["Location"] == reverse("accounts:home")


def test_a_password_is_never_on_the_trail(cast: Cast) -> None:
    from auditlog.models import LogEntry

    user = make_user("fresh", unit=cast.station, password=True)
    texts = " ".join(str(changes) for changes in LogEntry.objects.values_list("changes", flat=True))
    assert "password" in texts
    assert user.password not in texts
    assert user.password[:20] not in texts


def test_every_sign_in_is_on_the_trail_and_every_refusal_of_a_known_name(client: Client, officer: User) -> None:
    from auditlog.models import LogEntry

    for name, password in (("tester", "wrong"), ("nobody", "typed too early"), ("a\0b", "x"), ("tester", PASSWORD)):
        client.post(SIGN_IN, {"username": name, "password": password})

    entries = LogEntry.objects.filter(action=LogEntry.Action.ACCESS).order_by("pk")
    assert [(entry.object_pk, entry.actor_id, entry.changes) for entry in entries] == [
        (str(officer.pk), None, {"refused_sign_in": ["None", "form"]}),
        (str(officer.pk), officer.pk, {"sign_in": ["None", "form"]}),
    ]
    assert {entry.remote_addr for entry in entries} == {"127.0.0.1"}
