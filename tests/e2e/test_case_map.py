"""Cases on their map, seen in a real browser."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.factories import at
from tests.factories.cases import make_case
from tests.factories.schools import place_at

NOON = at("2026-11-20 12:00")


def open_map(page: Page, cast: Cast) -> None:
    """The map of the cases, in English, as the officer sees it."""
    client = Client()
    client.force_login(cast.officer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    host = page.context.request.get("/healthz").url
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: "en"}
    page.context.add_cookies([{"name": name, "value": value, "url": host} for name, value in cookies.items()])
    page.goto("/incidents/map/")


def test_cases_at_the_same_place_are_a_pile_that_a_tap_spreads(desktop: Page, cast: Cast) -> None:
    for _each in range(2):
        make_case(cast.officer, cast.school, at=NOON)
    case = make_case(cast.officer, cast.school, at=NOON, is_off_campus=True, place="广场", **place_at(600))
    open_map(desktop, cast)
    expect(desktop.locator(".map a.mk")).to_have_count(1)
    expect(desktop.locator(".map .cluster")).to_have_attribute("title", "2 cases here")
    desktop.locator(".map .cluster").click()
    expect(desktop.locator(".map a.mk")).to_have_count(3)
    desktop.locator(f'.map a.mk[href="{case.get_absolute_url()}"]').click()
    expect(desktop).to_have_url(f"{desktop.url.split('/incidents')[0]}{case.get_absolute_url()}")


def test_a_number_of_the_pattern_filters_map_and_list(desktop: Page, cast: Cast) -> None:
    make_case(cast.officer, cast.school, at=NOON)
    make_case(cast.officer, cast.school, at=at("2026-11-18 18:00"), is_off_campus=True, place="广场", **place_at(600))
    open_map(desktop, cast)
    expect(desktop.locator(".map a.mk")).to_have_count(2)
    desktop.get_by_role("row", name="Wednesday").get_by_role("link").first.click()
    expect(desktop.locator(".map a.mk")).to_have_count(1)
    expect(desktop.get_by_role("heading", name="The cases", exact=True)).to_be_in_viewport()
    expect(desktop.get_by_label("Weekday", exact=True)).to_have_value("3")
