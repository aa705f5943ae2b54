"""Coverage, the live view, a route and the suggested order in a real browser: nothing that bars the way, and fresh."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from patrols.models import Duty, Outing
from tests.cast import Cast
from tests.e2e.barriers import barriers
from tests.e2e.entering import enter
from tests.factories import PLACE, at, make_check_in, make_duty, make_outing, make_point, make_window

DAY = date(2026, 11, 26)
NOW = at(f"{DAY} 08:41")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def morning(cast: Cast) -> Iterator[Outing]:
    """Eight points, of which some are late, due, done and to come; a joint outing on its way."""
    with time_machine.travel(NOW, tick=True):
        cast.station.outline = [[29.52, 106.46], [29.54, 106.46], [29.54, 106.5], [29.52, 106.5]]
        cast.station.save()
        team = (cast.officer, cast.squad_officer)
        outing = make_outing(*team, started_at=at(f"{DAY} 07:20"), kind="joint", volunteers=2)
        outing.units.add(cast.squad)
        for number in range(10, 18):
            place: dict[str, Any] = {"latitude": PLACE[0] + number % 3 / 500, "longitude": PLACE[1] + number / 1000}
            point = make_point(cast.station, f"SPQ-{number}", name=f"第 {number} 小学正门", **place)
            window = make_window(point, time(8), time(9)) if number < 14 else make_window(point, time(7), time(8))
            state = {13: "done", 14: "done", 15: "missed", 16: "cancelled"}.get(number, "open")
            make_duty(window, DAY, state)
            make_duty(make_window(point, time(16), time(17), occasion="dismissal"), DAY)
            make_duty(window, date(2026, 11, 25), "missed" if number % 3 else "done")
            if number < 14:
                make_check_in(cast.officer, point, at(f"{DAY} 07:{number + 30}"), outing=outing)
        yield outing


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_no_page_has_a_barrier(
    cast: Cast, morning: Outing, request: pytest.FixtureRequest, live_server: LiveServer, size: str, scheme: str
) -> None:
    page: Page = request.getfixturevalue(size)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    pages = {
        cast.bureau: [
            "/patrols/coverage/", "/patrols/coverage/?day=2026-11-26&unit=SPQ", "/patrols/coverage/?week=x",
            "/patrols/live/", "/patrols/live/?unit=OTH", morning.get_absolute_url(),
        ],
        cast.officer: ["/today/?order=shortest"],
    }  # fmt: skip
    for user, addresses in pages.items():
        enter(page, user, live_server.url)
        for address in addresses:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            assert barriers(page) == [], address
            width = page.viewport_size or {"width": 0}
            assert page.evaluate("document.documentElement.scrollWidth") <= width["width"], address


def test_the_live_view_is_fresh_by_itself_while_it_is_looked_at(
    cast: Cast, morning: Outing, desktop: Page, live_server: LiveServer
) -> None:
    desktop.clock.install()
    enter(desktop, cast.commander, live_server.url)
    desktop.goto("/patrols/live/")
    late = desktop.locator("#live-late")
    marks = desktop.locator("[data-map] .mk-late")
    desktop.clock.run_for(1_000)
    expect(late).to_contain_text("2")
    expect(marks).to_have_count(2)

    Duty.objects.filter(point__code="SPQ-15", on=DAY, state="missed").update(state="late", visited_at=NOW)
    desktop.clock.run_for(31_000)
    expect(late).to_contain_text("1")
    expect(marks).to_have_count(1)
    expect(desktop.locator("[data-live-said]")).not_to_be_empty()

    desktop.route("**/patrols/live/", lambda route: route.abort())
    desktop.clock.run_for(31_000)
    expect(desktop.locator("[data-live-note]")).not_to_be_empty()
    expect(late).to_contain_text("1")

    desktop.unroute("**/patrols/live/")
    desktop.clock.run_for(31_000)
    expect(desktop.locator("[data-live-note]")).to_be_empty()
