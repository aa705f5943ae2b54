"""An extra window on a phone: points are looked for without losing what is typed, with the script and without it."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from patrols.models import DutyWindow
from tests.cast import Cast
from tests.e2e.entering import enter
from tests.factories import at, make_point

ADDRESS = "/patrols/windows/extra/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def noon(cast: Cast) -> Iterator[None]:
    """It is noon, and the station has a second and a third point."""
    with time_machine.travel(at("2026-11-26 12:00"), tick=True):
        make_point(cast.station, "SPQ-02", name="第二小学东门")
        make_point(cast.station, "SPQ-03", name="第三小学正门")
        yield


def fill(page: Page) -> None:
    """Type all but the second point."""
    page.goto(ADDRESS)
    page.get_by_label("SPQ-03").check()
    page.locator("[name=cause]").first.check()
    page.locator("[name=reason]").fill("东门盗窃")
    for name, value in {"starts_at": "20:00", "ends_at": "21:00", "last_day": "2026-11-28"}.items():
        page.locator(f"[name={name}]").fill(value)


def look_for_the_second_point(page: Page) -> None:
    """Filter, and tick what is found."""
    page.locator(".fold > summary").click()
    page.locator("[name=q]").fill("第二小学")
    page.locator("button[name=choose]").click()
    expect(page.locator("[name=points]")).to_have_count(2)
    page.get_by_label("SPQ-02").check()


def add(page: Page) -> set[tuple[str, str]]:
    """Send the form; the windows that are written."""
    page.locator("form .btn-primary").click()
    page.wait_for_url("**/patrols/windows/?extra=1")
    return {(window.point.code, window.reason) for window in DutyWindow.objects.select_related("point")}


ADDED = {("SPQ-02", "东门盗窃"), ("SPQ-03", "东门盗窃")}


def test_points_are_found_beside_what_is_typed(cast: Cast, phone: Page, live_server: LiveServer) -> None:
    enter(phone, cast.officer, live_server.url)
    fill(phone)
    phone.evaluate("document.body.dataset.samePage = 'true'")

    look_for_the_second_point(phone)

    expect(phone.locator("body")).to_have_attribute("data-same-page", "true")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert add(phone) == ADDED


def test_they_are_found_without_a_script_too(cast: Cast, browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    enter(page, cast.officer, live_server.url)
    fill(page)

    look_for_the_second_point(page)

    assert add(page) == ADDED
    context.close()
