"""The commander's pages in a real browser: by keyboard, for screen readers, and fresh by themselves."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from campus_safety.accounts.models import User
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.statistics.actions.waiting import compile_what_waits
from tests.cast import Cast
from tests.e2e.barriers import barriers
from tests.factories import PASSWORD, at, make_check_in, make_duty, make_outing, make_point, make_window

NOW = at("2026-11-23 08:41")


@pytest.fixture
def story(cast: Cast, live_server: LiveServer) -> Iterator[Cast]:
    """A month with a gap, something late, something in doubt."""
    with time_machine.travel(NOW, tick=True):
        windows = [make_window(cast.point), make_window(make_point(cast.station, "SPQ-22", name="东门路口"))]
        for day in range(2, 23):
            start = at(f"2026-11-{day:02d} 07:40")
            make_outing(cast.officer, started_at=start, ended_at=start, volunteers=2)
            make_check_in(cast.officer, cast.point, start, flags=["outside_fence"] if day == 22 else [])
            make_duty(windows[0], date(2026, 11, day), "done")
            make_duty(windows[1], date(2026, 11, day), "missed" if day % 4 else "done")
        make_duty(windows[1], date(2026, 11, 23), "missed")
        for user in (cast.commander, cast.auditor):
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
        compile_what_waits()
        yield cast


def sign_in(page: Page, user: User) -> None:
    """Through the door."""
    page.goto("/sign-in/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


DESK = ["/dashboard/", "/dashboard/?month=2018-01", "/statistics/", "/statistics/2026-11/"]
TRAIL = ["/audit/", "/audit/?action=2", "/audit/?from=x"]
OTHERS = [
    "/dashboard/goals/", "/dashboard/weights/", "/dashboard/wall/", "/statistics/new/", "/statistics/2026-11/briefing/",
    "/statistics/2026-11/figures/visibility_rate/", "/statistics/verify/",
]  # fmt: skip


@pytest.mark.parametrize(("screen", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_nothing_bars_the_way_of_a_screen_reader_or_of_a_thumb(
    request: pytest.FixtureRequest, story: Cast, screen: str, scheme: Literal["light", "dark"]
) -> None:
    page: Page = request.getfixturevalue(screen)
    page.emulate_media(color_scheme=scheme)
    found = {}
    for user, pages in ((story.commander, DESK + OTHERS if screen == "phone" else DESK), (story.auditor, TRAIL)):
        page.context.clear_cookies()
        sign_in(page, user)
        for address in pages:
            page.goto(address)
            found[address] = barriers(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[address].append(("width", "scrolls sideways"))
    assert {address: value for address, value in found.items() if value} == {}


def test_the_first_decision_is_reached_by_keyboard(desktop: Page, story: Cast) -> None:
    sign_in(desktop, story.commander)
    desktop.goto("/dashboard/")
    expect(desktop.locator("h1")).to_have_text("待您决定 7 件")
    verb = desktop.locator(".decide .btn").first
    for _tab in range(30):
        desktop.keyboard.press("Tab")
        if verb.evaluate("button => button === document.activeElement"):
            break
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/patrols/duties/*/")


def open_with_new_records(desktop: Page, story: Cast) -> None:
    """The desk, when somebody has just been out; its clock stands still until it is told to run."""
    desktop.clock.install()
    sign_in(desktop, story.commander)
    make_outing(story.officer, story.colleague, started_at=NOW, ended_at=NOW)
    mark_months_stale(unit_ids=[story.station.pk], moments=[NOW])
    desktop.goto("/dashboard/")


def test_the_figures_come_by_themselves_once_compiled(desktop: Page, story: Cast) -> None:
    open_with_new_records(desktop, story)
    row = desktop.locator("[data-figure=officer_person_times]")
    expect(row).to_have_attribute("data-value", "21")
    expect(desktop.locator("#figures")).to_contain_text("有新记录")
    load = desktop.locator("section", has=desktop.locator("canvas[data-chart=desk-load]"))
    expect(load.locator("tbody td.num").first).to_have_text("21")
    compile_what_waits()
    desktop.clock.run_for(11_000)
    expect(row).to_have_attribute("data-value", "23")
    expect(desktop.locator("#figures")).not_to_contain_text("有新记录")
    expect(load.locator("tbody td.num").first).to_have_text("22")
    assert load.locator("canvas").evaluate("canvas => Boolean(window.Chart.getChart(canvas))")


def test_what_somebody_reads_below_is_not_fetched_from_under_them(desktop: Page, story: Cast) -> None:
    open_with_new_records(desktop, story)
    choice = desktop.locator("#trend-choice")
    choice.select_option("check_ins")
    choice.focus()
    compile_what_waits()
    desktop.clock.run_for(11_000)
    expect(desktop.locator("[data-figure=officer_person_times]")).to_have_attribute("data-value", "23")
    expect(choice).to_have_value("check_ins")
    expect(choice).to_be_focused()


def test_the_chart_is_drawn_and_its_numbers_stand_below(desktop: Page, story: Cast) -> None:
    sign_in(desktop, story.commander)
    desktop.goto("/dashboard/")
    canvas = desktop.locator("canvas[data-chart=desk-load]")
    expect(canvas).to_be_visible()
    assert canvas.evaluate("canvas => Boolean(window.Chart.getChart(canvas))")
    numbers = desktop.locator("section", has=canvas).locator("details")
    numbers.locator("summary").click()
    expect(numbers.locator("tbody td.num").first).to_have_text("21")
