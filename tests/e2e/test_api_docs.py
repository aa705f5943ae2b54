"""The page that describes the API, under the strict content policy (the fixture fails on a broken one)."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.factories import PASSWORD, make_user


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_description_shows_the_resources(cast: Cast, desktop: Page) -> None:
    make_user("reader", unit=cast.station, password=True)
    desktop.goto("/sign-in/")
    desktop.locator("[name=username]").fill("reader")
    desktop.locator("[name=password]").fill(PASSWORD)
    desktop.locator("form:has([name=password]) [type=submit]").click()
    desktop.wait_for_url("**/today/")
    desktop.goto("/api/v1/docs/")
    expect(desktop.locator(".opblock-summary-path").first).to_be_visible()
    shown = desktop.locator("[data-path]").evaluate_all("all => all.map(path => path.dataset.path)")
    assert {"/api/v1/check-ins/", "/api/v1/outings/", "/api/v1/schools/", "/api/v1/statistics/"} <= set(shown)
