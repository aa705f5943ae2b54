"""Premises on the map of their list, seen in a real browser."""

from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from campus_safety.levels import Level
from schools.models import Premises
from tests.cast import Cast
from tests.factories import make_school
from tests.factories.schools import make_premises

Kind = Premises.Kind


def open_list(page: Page, cast: Cast) -> None:
    """The list of premises, in English, as the officer sees it."""
    client = Client()
    client.force_login(cast.officer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    host = page.context.request.get("/healthz").url
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: "en"}
    page.context.add_cookies([{"name": name, "value": value, "url": host} for name, value in cookies.items()])
    page.goto("/schools/premises/")


def test_premises_wear_their_mark_and_open_their_page(desktop: Page, cast: Cast) -> None:
    make_school(cast.station, "第一中学", Level.MIDDLE)
    today = timezone.localdate()
    cafe = make_premises(cast.station, Kind.INTERNET_CAFE, name="网吧", distance_m=150)
    make_premises(
        cast.station, Kind.CHEMICALS, name="加油站", distance_m=400, azimuth=90, next_check_on=today - timedelta(days=1)
    )
    make_premises(cast.station, Kind.CONSTRUCTION, name="工地", distance_m=300, azimuth=200)
    open_list(desktop, cast)
    expect(desktop.locator(".map .mk-site")).to_have_count(3)
    expect(desktop.locator(".map .mk-site.is-flagged")).to_have_accessible_name("internet café, 网吧, breaks a rule")
    expect(desktop.locator(".map .mk-site.is-overdue")).to_have_accessible_name(
        "hazardous-chemical firm, 加油站, check overdue"
    )
    expect(desktop.locator(".map .leaflet-tooltip", has_text="hazardous-chemical")).to_be_visible()
    desktop.locator(".map .mk-site.is-flagged").click()
    expect(desktop).to_have_url(f"{desktop.url.split('/schools')[0]}{cafe.get_absolute_url()}")


def test_the_kinds_are_written_only_where_there_is_room(desktop: Page, cast: Cast) -> None:
    make_premises(cast.station, Kind.BAR, distance_m=100)
    open_list(desktop, cast)
    word = desktop.locator(".map .leaflet-tooltip", has_text="bar")
    expect(word).to_be_visible()
    for _ in range(3):
        desktop.get_by_role("button", name="Zoom out").click()
    expect(word).to_have_count(0)
