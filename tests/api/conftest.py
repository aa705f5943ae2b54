"""Calls to the API as one of the cast."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from campus_safety.accounts.models import User

Call = Callable[..., HttpResponse]


def as_json(response: HttpResponse) -> Any:
    """The body of a JSON answer."""
    return json.loads(response.content)


def ids(response: HttpResponse) -> list[int]:
    """The ids of a list, in order."""
    return [row["id"] for row in as_json(response)["results"]]


def is_problem(response: HttpResponse, status: int) -> bool:
    """Whether it is an error of this status as problem details."""
    body = as_json(response)
    is_typed = response.headers["Content-Type"] == "application/problem+json"
    return is_typed and (response.status_code, body["status"], body["type"]) == (status, status, "about:blank")


def wrong_fields(response: HttpResponse) -> set[str]:
    """The names under which a 400 says what is wrong."""
    assert is_problem(response, 400), response.content
    return set(as_json(response)["errors"])


@pytest.fixture
def get() -> Call:
    """`get(user, "duties/", state="missed")`; user None for a visitor."""

    def call(user: User | None, address: str, **params: Any) -> HttpResponse:
        client = Client()
        if user is not None:
            client.force_login(user)
        response: HttpResponse = client.get(f"/api/v1/{address}", params)  # type: ignore[assignment]
        return response

    return call


@pytest.fixture
def post() -> Call:
    """`post(user, "check-ins/", {…})` as JSON; a `str` or `bytes` body goes as it is."""

    def call(user: User | None, address: str, body: Any = None, content_type: str = "application/json") -> HttpResponse:
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        raw = body if isinstance(body, str | bytes) else json.dumps(body)
        response: HttpResponse = client.post(f"/api/v1/{address}", raw, content_type=content_type)  # type: ignore[assignment]
        return response

    return call
