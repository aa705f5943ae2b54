"""Calls with the pages' session: whose it is, and when it is nobody's."""

from collections.abc import Callable

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from campus_safety.accounts.models import User
from tests.cast import Cast
from tests.clients import signed_in

ADDRESS = "/api/v1/duties/"


def _change_password(client: Client, user: User) -> None:
    user.set_password("another long password")
    user.save()


def _set_inactive(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def _expire(client: Client, user: User) -> None:
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")


def _set(key: str, value: object) -> Callable[[Client, User], None]:
    def change(client: Client, user: User) -> None:
        session = client.session
        session[key] = value
        session.save()

    return change


ENDS = {
    "the password was changed": _change_password,
    "the account was set inactive": _set_inactive,
    "the session has expired": _expire,
    "the user is not there": _set(SESSION_KEY, "999999"),
    "the mark of the password is wrong": _set(HASH_SESSION_KEY, "0" * 64),
    "the way of signing in is no longer one": _set(BACKEND_SESSION_KEY, "nowhere.Backend"),
}


def test_a_session_is_its_users(cast: Cast) -> None:
    assert signed_in(cast.officer).get(ADDRESS).status_code == 200


@pytest.mark.parametrize("end", ENDS)
def test_a_session_ends(cast: Cast, end: str) -> None:
    client = signed_in(cast.officer)
    assert client.get(ADDRESS).status_code == 200

    ENDS[end](client, cast.officer)

    assert client.get(ADDRESS).status_code == 401


def test_a_session_outlives_a_new_secret_key_that_names_the_old_one(cast: Cast, settings: Settings) -> None:
    client = signed_in(cast.officer)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "x" * 50

    assert client.get(ADDRESS).status_code == 200
