"""A principal asks for police at an event, a commander sends them, they go and the month counts it, in a browser."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.periods import month_of
from outreach.models import EventCover
from patrols.models import Duty, Outing
from tests.cast import Cast
from tests.e2e.entering import enter
from tests.factories import at

DAY = date(2026, 11, 25)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The day before the event."""
    with time_machine.travel(at("2026-11-24 10:00"), tick=True) as traveller:
        yield traveller


def ask(phone: Page) -> None:
    """The principal's form, and the checklist that is there at once."""
    phone.goto("/school/")
    phone.locator("a[href='/outreach/covers/new/']").first.click()
    phone.locator("[name=title]").fill("元旦文艺演出")
    phone.locator("[name=starts_at]").fill(f"{DAY}T09:00")
    phone.locator("[name=ends_at]").fill(f"{DAY}T11:00")
    phone.locator("[name=people]").fill("240")
    phone.locator("[name=valuables_watched_by]").fill("后勤老师")
    phone.locator("main button[type=submit]").click()
    phone.wait_for_url(re.compile(r"/outreach/covers/\d+/"))
    expect(phone.locator("a[href$='/checklist.pdf']").first).to_be_visible()


def test_an_event_is_covered(
    phone: Page, desktop: Page, cast: Cast, live_server: LiveServer, clock: time_machine.Traveller
) -> None:
    enter(phone, cast.principal, live_server.url)
    ask(phone)
    cover = EventCover.objects.get()

    enter(desktop, cast.commander, live_server.url)
    desktop.goto("/dashboard/")
    desktop.locator(f"a[href='{cover.get_absolute_url()}']").first.click()
    desktop.locator("a[href$='/steps/approve/']").click()
    desktop.locator(f"[name=officers][value='{cast.officer.pk}']").set_checked(True)
    desktop.locator("main button[type=submit]").click()
    desktop.wait_for_url(f"**{cover.get_absolute_url()}")
    cover.refresh_from_db()
    assert cover.point is not None
    assert desktop.request.get(f"/points/{cover.point.code}/", max_redirects=0).status == 404
    assert Duty.objects.filter(point=cover.point, on=DAY).count() == 1

    clock.move_to(at(f"{DAY} 08:40"))
    enter(phone, cast.officer, live_server.url)
    phone.goto("/today/")
    phone.locator(f"a[href='{cover.get_absolute_url()}']").first.click()
    phone.locator("a[href$='/start/']").first.click()
    phone.locator("main button[type=submit]").click()
    phone.wait_for_url("**/today/**")

    outing = Outing.objects.get()
    assert (outing.kind, cover.outings.get().outing) == (Outing.Kind.EVENT_COVER, outing)
    compile_report(unit=cast.station, period=month_of(DAY))
    enter(desktop, cast.commander, live_server.url)
    desktop.goto("/statistics/2026-11/")
    expect(desktop.locator("[data-figure=event_covers]").first).to_have_attribute("data-value", "1")
    expect(desktop.locator("[data-figure=officer_person_times]").first).to_have_attribute("data-value", "1")

    clock.move_to(at(f"{DAY} 14:00"))
    enter(phone, cast.principal, live_server.url)
    phone.goto("/school/")
    phone.locator(f".asks a[href='{cover.get_absolute_url()}rate/']").click()
    phone.locator("[name=mark][value='5']").check()
    phone.locator("main button[type=submit]").click()
    phone.wait_for_url(f"**{cover.get_absolute_url()}")
    cover.refresh_from_db()
    assert cover.school_mark == 5
