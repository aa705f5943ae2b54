"""Chinese by default, English by choice."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_browser_does_not_decide(client: Client) -> None:
    response = client.get("/sign-in/", headers={"accept-language": "en-US,en;q=0.9"})
    assert response.headers["Content-Language"] == "zh-hans"
    assert "登录" in response.content.decode()


@pytest.mark.django_db
def test_the_choice_is_kept(client: Client) -> None:
    response = client.get("/language/en/?next=/sign-in/")
    assert response.headers["Location"] == "/sign-in/"
    page = client.get("/sign-in/")
    assert page.headers["Content-Language"] == "en"
    assert "Sign in" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_it_leads_to_no_other_site(client: Client, target: str) -> None:
    assert client.get("/language/en/", {"next": target}).headers["Location"] == "/"


@pytest.mark.django_db
def test_an_unknown_language_is_not_found(client: Client) -> None:
    assert client.get("/language/fr/").status_code == 404
