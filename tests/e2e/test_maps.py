"""The map with a base map, without one, and on one whose datum is shifted: seen in a real browser."""

from collections.abc import Iterator

import pytest
from django.conf import settings as portal_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from campus_safety.geo.base_map import base_map
from tests.cast import Cast
from tests.e2e.tiles import TileServer, tile_server
from tests.factories import make_duty, make_window

# The same place in both datums, metres apart: the shift of GCJ-02 in Chongqing.
MOST_SHIFT_M, LEAST_SHIFT_M = 700, 200
# Where the mark of a point lies on the map, as the map itself knows it, against the coordinates that were sent.
SHIFT_OF = """async () => {
  const { getSheet } = await import(document.querySelector('script[src*="js/map."]').src);
  const sheet = await getSheet(document.querySelector("[data-map]"));
  const [marker] = sheet.marks.values();
  const { lat, lng } = marker.options.point;
  return sheet.map.distance(marker.getLatLng(), [lat, lng]);
}"""


@pytest.fixture
def tiles() -> Iterator[TileServer]:
    """The tests' own tile server."""
    with tile_server() as server:
        yield server


def lay(settings: Settings, name: str, datum: str = "wgs84") -> None:
    """Choose the base map, and let the content security policy admit its tiles."""
    settings.BASE_MAP = base_map(name=name, datum=datum)
    policy = portal_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = ["'self'", "data:", *settings.BASE_MAP.sources]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | {"img-src": sources}}


def open_today(page: Page, cast: Cast) -> None:
    """The officer's day, with one duty on the map."""
    make_duty(make_window(cast.point), timezone.localdate())
    client = Client()
    client.force_login(cast.officer)
    session = client.cookies[portal_settings.SESSION_COOKIE_NAME].value
    host = page.context.request.get("/healthz").url
    page.context.add_cookies([{"name": portal_settings.SESSION_COOKIE_NAME, "value": session, "url": host}])
    page.goto("/today/")
    expect(page.locator(".map .mk[title]")).to_have_count(1)


def test_with_a_base_map_tiles_lie_under_the_points(
    phone: Page, cast: Cast, settings: Settings, tiles: TileServer
) -> None:
    lay(settings, tiles.url)
    open_today(phone, cast)
    expect(phone.locator(".map img.leaflet-tile-loaded").first).to_be_visible()
    expect(phone.locator("[data-map-missing]")).to_be_hidden()
    assert tiles.asked


def test_without_a_base_map_the_plain_ground_says_so(phone: Page, cast: Cast, settings: Settings) -> None:
    lay(settings, "none")
    open_today(phone, cast)
    expect(phone.locator("[data-map-missing]")).to_be_visible()
    expect(phone.locator(".map img.leaflet-tile")).to_have_count(0)
    expect(phone.locator(".map .zone")).to_have_count(1)


def test_with_a_base_map_out_of_reach_the_plain_ground_says_so(phone: Page, cast: Cast, settings: Settings) -> None:
    lay(settings, "http://127.0.0.1:9/{z}/{x}/{y}.png")
    open_today(phone, cast)
    expect(phone.locator("[data-map-missing]")).to_be_visible()
    expect(phone.locator(".map img.leaflet-tile")).to_have_count(0)


@pytest.mark.parametrize(("datum", "least_m", "most_m"), [("wgs84", 0, 0.01), ("gcj02", LEAST_SHIFT_M, MOST_SHIFT_M)])
def test_points_are_shifted_for_a_gcj02_base_map_only(
    phone: Page, cast: Cast, settings: Settings, tiles: TileServer, datum: str, least_m: float, most_m: float
) -> None:
    lay(settings, tiles.url, datum)
    open_today(phone, cast)
    assert least_m <= phone.evaluate(SHIFT_OF) <= most_m
