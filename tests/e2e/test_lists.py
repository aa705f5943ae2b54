"""Lists, records and forms in a real browser: filters, dialogs, a place picked by a tap, nothing that bars the way."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from patrols.models import Duty, DutyWindow, PatrolPoint
from tests.cast import Cast
from tests.e2e.barriers import barriers
from tests.e2e.entering import enter
from tests.factories import make_check_in, make_duty, make_outing, make_point, make_vehicle, make_window

pytestmark = pytest.mark.django_db(transaction=True)


def fill(cast: Cast) -> None:
    """One of everything, some of it done."""
    now, today = timezone.now(), timezone.localdate()
    make_point(cast.station, "SPQ-02", name="东侧路口", schools=[cast.other_school], is_published=False)
    duty = make_duty(make_window(cast.point), today, "done")
    make_duty(make_window(cast.point, weekdays="6"), date(today.year, today.month, 1), "missed")
    outing = make_outing(
        cast.officer, cast.colleague, started_at=now, vehicles=(make_vehicle(cast.station),), volunteers=2
    )
    place = {"latitude": 29.5287, "longitude": 106.4727}
    make_check_in(cast.officer, cast.point, now, outing=outing, duty=duty, flags=["late_upload"], **place)


def test_a_filter_changes_list_map_and_address_without_a_new_page(
    cast: Cast, desktop: Page, live_server: LiveServer
) -> None:
    fill(cast)
    enter(desktop, cast.officer, live_server.url)
    desktop.goto("/patrols/points/")
    expect(desktop.locator("#results .register > li")).to_have_count(2)
    desktop.evaluate("window.isTheSamePage = true")
    desktop.select_option("[name=published]", "0")
    expect(desktop.locator("#results .register > li")).to_have_count(1)
    expect(desktop.locator("#results [data-map] .mk")).to_have_count(1)
    assert "published=0" in desktop.url
    assert desktop.evaluate("window.isTheSamePage")


def test_filters_fold_away_on_a_phone(cast: Cast, phone: Page, live_server: LiveServer) -> None:
    enter(phone, cast.officer, live_server.url)
    phone.goto("/patrols/duties/")
    expect(phone.locator("[name=from]")).to_be_hidden()
    phone.locator(".fold > summary").click()
    expect(phone.locator("[name=from]")).to_be_visible()


def test_a_duty_is_cancelled_in_a_dialog(cast: Cast, phone: Page, live_server: LiveServer) -> None:
    duty = make_duty(make_window(cast.point), timezone.localdate())
    enter(phone, cast.commander, live_server.url)
    phone.goto(duty.get_absolute_url())
    phone.locator("a[data-confirm]").click()
    phone.fill("dialog [name=reason]", "暴雨停课")
    phone.locator("dialog .btn-primary").click()
    expect(phone.get_by_text("暴雨停课").first).to_be_visible()
    assert Duty.objects.get().state == "cancelled"


def test_a_point_is_placed_by_a_tap_and_moved_by_keys(cast: Cast, phone: Page, live_server: LiveServer) -> None:
    enter(phone, cast.officer, live_server.url)
    phone.goto("/patrols/points/new/")
    phone.locator("[data-pick-place] .leaflet-container").click()
    expect(phone.locator("[name=latitude]")).not_to_have_value("")
    before = phone.input_value("[name=latitude]")
    phone.locator("[data-pick-place] .leaflet-marker-icon").focus()
    phone.keyboard.press("Shift+ArrowUp")
    assert phone.input_value("[name=latitude]") > before
    phone.fill("[name=code]", "SPQ-77")
    phone.fill("[name=name]", "新点位")
    phone.locator(".submit .btn-primary").click()
    phone.wait_for_url("**/patrols/points/SPQ-77/")
    assert str(PatrolPoint.objects.get(code="SPQ-77").latitude).startswith(before[:4])


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_no_page_has_a_barrier(cast: Cast, request: pytest.FixtureRequest, live_server: LiveServer, size: str) -> None:
    fill(cast)
    page: Page = request.getfixturevalue(size)
    window, duty = DutyWindow.objects.first(), Duty.objects.first()
    assert window
    assert duty
    check_in = cast.point.check_ins.get()
    police = [
        "/patrols/", "/patrols/outings/", f"/patrols/outings/{check_in.outing_id}/", "/patrols/outings/?from=x",
        "/patrols/check-ins/", check_in.get_absolute_url(), "/patrols/duties/?state=done&state=missed",
        duty.get_absolute_url(), "/patrols/points/", cast.point.get_absolute_url(), "/patrols/points/new/",
        "/patrols/windows/", window.get_absolute_url(), f"/patrols/windows/{window.pk}/end/", "/patrols/vehicles/",
        "/patrols/vehicles/new/", "/schools/", cast.school.get_absolute_url(), "/schools/new/",
    ]  # fmt: skip
    for user, addresses in ((cast.bureau, police), (cast.principal, ["/school/", "/school/edit/"])):
        enter(page, user, live_server.url)
        for address in addresses:
            page.goto(address)
            assert barriers(page) == [], address
            width = page.viewport_size or {"width": 0}
            assert page.evaluate("document.documentElement.scrollWidth") <= width["width"], address
