"""Errors are problem details, wherever under `/api/` they arise; elsewhere they are pages."""

import pytest
from django.http import HttpResponse
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


@pytest.mark.parametrize(("method", "status"), [("POST", 405), ("DELETE", 405), ("OPTIONS", 405)])
def test_the_public_map_can_only_be_read(cast: Cast, method: str, status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    answer: HttpResponse = client.generic(method, "/api/v1/public/patrol-points.geojson")  # type: ignore[assignment]
    assert is_problem(answer, status)
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_row_that_is_not_there_is_not_named_by_its_model(cast: Cast, get: Call) -> None:
    detail = as_json(get(cast.officer, "duties/999999/"))["detail"]
    assert "Duty" not in detail


def test_a_nul_is_named_for_what_it_is(cast: Cast, post: Call) -> None:
    answer = as_json(post(cast.officer, "check-ins/", {"point": "SPQ\0"}))
    assert answer["errors"]["point"] == ["不允许包含空字符（NUL）。"]
