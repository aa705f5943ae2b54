"""Errors are problem details, wherever under `/api/` they arise; elsewhere they are pages."""

import pytest
from django.test import Client, override_settings

from tests.api.conftest import Call, as_json, is_problem
from tests.cast import Cast


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nothing/",
        "nothing",
        "duties/0/",
        "duties/abc/",
        "check-ins/not-a-uuid/",
        "outings/00000000-0000-0000-0000-000000000001/begin/",
        "duties/%00/",
    ],
)
def test_an_unknown_address_is_a_problem(cast: Cast, get: Call, address: str) -> None:
    answer = get(cast.officer, address)
    assert is_problem(answer, 404)
    assert as_json(answer)["detail"]


def test_an_unknown_address_is_a_problem_for_visitors_too(db: None, get: Call) -> None:
    assert is_problem(get(None, "nothing/"), 404)
    assert is_problem(Client().get("/api/v2/"), 404)  # type: ignore[arg-type]


def test_a_visitor_is_asked_to_sign_in(db: None, get: Call, post: Call) -> None:
    for answer in (get(None, "duties/"), get(None, "duties/1/"), post(None, "check-ins/", {}), get(None, "schema/")):
        assert is_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"] == "Token"


def test_a_missing_slash_leads_to_the_address(cast: Cast, get: Call) -> None:
    answer = get(cast.officer, "duties")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/duties/")


@override_settings(ALLOWED_HOSTS=["portal.example"])
def test_a_broken_request_is_a_problem(db: None) -> None:
    assert is_problem(Client().get("/api/v1/duties/"), 400)  # type: ignore[arg-type]


def test_a_defect_is_a_problem_without_details(cast: Cast, get: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("patrols.api.duties.DutyViewSet.get_queryset", fail)
    client = Client(raise_request_exception=False)
    client.force_login(cast.officer)
    answer = client.get("/api/v1/duties/")
    assert is_problem(answer, 500)  # type: ignore[arg-type]
    assert "secret" not in answer.content.decode()


def test_the_pages_have_pages_for_errors(db: None) -> None:
    answer = Client().get("/nothing/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_texts_follow_the_chosen_language(cast: Cast, get: Call) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    assert as_json(client.get("/api/v1/nothing/"))["detail"] == "There is nothing at this address."  # type: ignore[arg-type]
