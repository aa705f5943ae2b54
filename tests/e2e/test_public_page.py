"""The public pages in a real browser: find my school, the folded list, the map, and nothing that axe objects to."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.e2e.barriers import barriers
from tests.factories import make_point, make_school


@pytest.fixture
def ten_schools(cast: Cast) -> None:
    """Ten more schools with a point each."""
    for number in range(2, 12):
        latitude = 29.5 + number / 200
        school = make_school(cast.station, f"第{number}小学", latitude=latitude)
        make_point(cast.station, f"SPQ-{number:02d}", schools=[school], latitude=latitude)


def test_a_parent_finds_a_school_while_typing(ten_schools: None, phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("searchbox").fill("三峡")
    found = phone.locator("[data-find-results]")
    expect(found.get_by_role("link")).to_have_count(1)
    phone.get_by_role("searchbox").fill("青山")
    expect(found).to_be_hidden()
    expect(phone.locator("[data-find-status]")).not_to_be_empty()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/find/?q=*")
    expect(phone.locator(".blank")).to_be_visible()


def test_a_long_list_is_folded_on_a_phone(ten_schools: None, phone: Page) -> None:
    phone.goto("/")
    rows = phone.locator("#all-points > li:visible")
    expect(rows).to_have_count(7)
    phone.locator("[data-unfold]").click()
    expect(rows).to_have_count(11)
    expect(rows.nth(7).get_by_role("link")).to_be_focused()


def test_the_whole_list_is_there_on_a_desk_with_its_map(ten_schools: None, desktop: Page) -> None:
    desktop.goto("/")
    expect(desktop.locator("#all-points > li:visible")).to_have_count(11)
    expect(desktop.locator(".map a.mk")).to_have_count(11)
    desktop.locator('.map a.mk[href="/points/SPQ-05/"]').click()
    expect(desktop.get_by_role("heading", level=1)).to_be_visible()


def test_everything_is_there_without_javascript(ten_schools: None, browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto("/")
    expect(page.locator("#all-points > li:visible")).to_have_count(11)
    page.get_by_role("searchbox").fill("三峡")
    page.locator("form[role=search] button").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("三峡幼儿园")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("url", ["/", "/find/?q=三峡", "/find/?q=青山", "/points/SPQ-01/"])
def test_axe_finds_nothing(ten_schools: None, phone: Page, url: str, scheme: str) -> None:
    phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    phone.goto(url)
    if "find" not in url:
        expect(phone.locator(".map .mk").first).to_be_visible()
    assert barriers(phone) == []


def test_the_hotline_is_reached_by_keyboard_first(ten_schools: None, desktop: Page) -> None:
    desktop.goto("/")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")  # skips to the content
    desktop.keyboard.press("Tab")
    expect(desktop.locator(".hotline")).to_be_focused()
