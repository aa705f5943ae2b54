"""The officer's pages in a real browser: for every sense, by keyboard alone, without scripts, light and dark."""

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from campus_safety.accounts.models import User
from patrols.models import CheckIn
from tests.cast import Cast
from tests.e2e.barriers import barriers
from tests.factories import PASSWORD, at, make_duty, make_outing, make_point, make_user, make_vehicle, make_window

DAY = date(2026, 11, 24)
NOW = at(f"{DAY} 08:10")


@pytest.fixture(autouse=True)
def day(cast: Cast) -> Iterator[Cast]:
    """A morning with one point late, one due, one to come and one done."""
    with time_machine.travel(NOW, tick=True):
        make_duty(make_window(make_point(cast.station, "SPQ-02"), time(7), time(8)), DAY)
        make_duty(make_window(cast.point), DAY)
        make_duty(make_window(make_point(cast.station, "SPQ-03"), time(16), time(17)), DAY)
        make_duty(make_window(make_point(cast.station, "SPQ-04")), DAY, "done")
        make_vehicle(cast.station)
        for number in range(8):
            make_user(f"member{number}", unit=cast.station)
        yield cast


def signed_in(page: Page, user: User) -> None:
    """Give the page a session of the user, and a clock."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    host = page.context.request.get("/healthz").url
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": host}])
    page.context.clock.set_fixed_time(NOW)


def go_out(cast: Cast) -> None:
    """The officer is out with a colleague."""
    make_outing(cast.officer, cast.colleague, started_at=at(f"{DAY} 07:20"), volunteers=3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/today/", "/today/start/", "/today/check-in/SPQ-01/"])
def test_no_barrier_is_found_before_going_out(phone: Page, cast: Cast, path: str, scheme: str) -> None:
    signed_in(phone, cast.officer)
    phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    phone.goto(path)
    phone.wait_for_load_state("networkidle")
    assert barriers(phone) == []


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_no_barrier_is_found_while_out(phone: Page, desktop: Page, cast: Cast, size: str, scheme: str) -> None:
    page = {"phone": phone, "desktop": desktop}[size]
    go_out(cast)
    signed_in(page, cast.officer)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/today/")
    page.wait_for_load_state("networkidle")
    assert barriers(page) == []
    page.locator("[data-next]").click()
    expect(page.locator("[data-confirm-check-in]")).to_be_enabled()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.locator(".outing a").click()
    expect(page.locator("dialog[open] dl")).to_be_visible()
    assert barriers(page) == []


def test_the_check_in_is_made_by_keyboard_alone(phone: Page, cast: Cast) -> None:
    go_out(cast)
    signed_in(phone, cast.officer)
    phone.goto("/today/")
    phone.locator("[data-next]").focus()
    phone.keyboard.press("Enter")
    sheet = phone.locator("[data-check-in-dialog]")
    expect(sheet).to_be_visible()
    phone.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(phone.locator("[data-next]")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(sheet.locator("[data-confirm-check-in]")).to_be_enabled()
    sheet.locator("[name=note]").focus()
    phone.keyboard.press("Enter")
    expect(sheet).to_be_hidden()
    expect(phone.locator("[data-toasts]")).to_contain_text("08:10")


def test_a_long_list_of_officers_is_found_by_typing(phone: Page, cast: Cast) -> None:
    signed_in(phone, cast.officer)
    phone.goto("/today/start/")
    phone.locator("[data-find] [type=search]").fill("member3")
    visible = phone.locator("[data-find] .choices label:visible")
    expect(visible).to_have_count(2)  # the one that was looked for, and oneself, who is ticked
    visible.last.click()
    phone.locator("[data-find] [type=search]").fill("")
    expect(phone.locator("[name=officers]:checked")).to_have_count(2)


def test_units_of_a_joint_outing_bring_their_officers(phone: Page, cast: Cast) -> None:
    signed_in(phone, cast.officer)
    phone.goto("/today/start/")
    expect(phone.locator("[name=units]").first).to_be_hidden()
    phone.locator("[name=kind]").select_option("joint")
    phone.locator("[name=volunteers]").fill("4")
    phone.locator("[name=units][value=XJW]").check()
    phone.locator("[name=officers][value=squad]").check()
    expect(phone.locator("[name=officers][value=officer]")).to_be_checked()
    phone.locator("button[form=outing]").click()
    phone.wait_for_url("**/today/")
    expect(phone.locator(".outing")).to_contain_text("4")


def test_without_scripts_the_whole_day_works(phone: Page, cast: Cast) -> None:
    browser = phone.context.browser
    assert browser is not None
    signed_in(phone, cast.officer)
    state = phone.context.storage_state()
    base_url = phone.context.request.get("/healthz").url.removesuffix("/healthz")
    plain = browser.new_context(java_script_enabled=False, storage_state=state, base_url=base_url)
    page = plain.new_page()
    page.goto("/today/start/")
    page.locator("button[form=outing]").click()
    expect(page.locator(".outing")).to_be_visible()
    page.locator("[data-next]").click()
    page.locator("[name=note]").fill("手机没有定位")
    page.locator("[data-confirm-check-in]").click()
    expect(page.locator(".toast-p").first).to_be_visible()
    page.locator(".outing a").click()
    page.locator("main button[type=submit]").click()
    expect(page.locator("[data-no-outing]")).to_be_visible()
    plain.close()


def stand_at_the_point(phone: Page, cast: Cast) -> None:
    """The phone is at the cast's point."""
    phone.context.set_geolocation({"latitude": cast.point.latitude, "longitude": cast.point.longitude, "accuracy": 8})


def test_the_whole_row_opens_the_check_in(phone: Page, cast: Cast) -> None:
    go_out(cast)
    signed_in(phone, cast.officer)
    phone.goto("/today/")
    second_line = phone.locator("[data-point=SPQ-01] .seg").first.bounding_box()
    assert second_line
    phone.mouse.click(second_line["x"] + 4, second_line["y"] + second_line["height"] / 2)
    expect(phone.locator("[data-check-in-dialog]")).to_be_visible()


def test_a_page_left_open_is_not_used_by_who_signs_in_after(phone: Page, cast: Cast) -> None:
    go_out(cast)
    signed_in(phone, cast.officer)
    phone.goto("/today/")
    expect(phone.locator("[data-waiting]")).to_have_attribute("data-user", "officer")
    signed_in(phone, cast.colleague)
    phone.evaluate("""document.dispatchEvent(new CustomEvent('check-in:sent', {detail: {
        entry: {number: '01', body: {captured_at: new Date().toISOString()}}, result: {}}}))""")
    expect(phone.locator("[data-waiting]")).to_have_attribute("data-user", "colleague")


def test_a_double_tap_is_one_check_in(phone: Page, cast: Cast) -> None:
    go_out(cast)
    stand_at_the_point(phone, cast)
    signed_in(phone, cast.officer)
    phone.goto("/today/")
    next_point, sheet = phone.locator("[data-next]"), phone.locator("[data-check-in-dialog]")
    expect(next_point).to_contain_text("0 m")
    next_point.click()
    button = sheet.locator("[data-confirm-check-in]")
    expect(button).to_be_enabled()
    place = button.bounding_box()
    assert place
    button.click()
    expect(sheet).to_be_hidden()
    phone.mouse.click(place["x"] + place["width"] / 3, place["y"] + place["height"] / 2)
    expect(phone.locator("[data-fold=over] [data-point=SPQ-02] .mk-after")).to_have_count(1)  # what is late comes first
    expect(sheet).to_be_hidden()
    assert CheckIn.objects.count() == 1


def test_a_check_in_is_never_sent_under_another_name(phone: Page, cast: Cast) -> None:
    go_out(cast)
    stand_at_the_point(phone, cast)
    other = make_user("second", unit=cast.station, password=True)
    signed_in(phone, cast.officer)
    phone.goto("/today/check-in/SPQ-01/")
    expect(phone.locator("[data-confirm-check-in]")).to_be_enabled()
    phone.route("**/api/v1/check-ins/", lambda route: route.abort())
    phone.locator("[data-confirm-check-in]").click()
    expect(phone.locator("[data-waiting-list] li")).to_have_count(1)
    door = phone.context.new_page()
    door.goto("/schools/")
    with door.expect_navigation():
        door.locator("form[action='/sign-out/']").evaluate("form => form.submit()")
    door.goto("/sign-in/")
    door.locator("[name=username]").fill(other.username)
    door.locator("[name=password]").fill(PASSWORD)
    door.locator("[name=password]").press("Enter")
    door.wait_for_url("**/today/")
    phone.unroute("**/api/v1/check-ins/")
    phone.locator("[data-retry]").click()
    expect(phone.locator("[data-sign-in-link]")).to_be_visible()
    expect(phone.locator("[data-waiting-list] li")).to_have_count(1)
    assert not CheckIn.objects.exists()
