"""Browsers without a browser: who is signed in, what each role is answered, how often a page asks the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import User
from tests.cast import Cast

# What a page of the station's own work answers to each role.
OWN_POLICE_ONLY = {
    "officer": 200,
    "other_officer": 404,
    "commander": 200,
    "bureau": 200,
    "principal": 403,
    "other_principal": 403,
    "auditor": 403,
    "administrator": 403,
}


def signed_in(user: User) -> Client:
    """A client in which the user has signed in."""
    client = Client()
    client.force_login(user)
    return client


def answers(cast: Cast, address: str) -> dict[str, int]:
    """{role: status} of an address for everybody who is signed in."""
    return {role: signed_in(user).get(address).status_code for role, user in cast.roles.items() if user}


def counted(client: Client, address: str) -> int:
    """How many queries a page takes, once what is cached at the first look is there."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
