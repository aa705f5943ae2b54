"""A parent leaves a tip on a phone, is answered, and reads the answer by the code; in a real browser."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from outreach.models import Tip
from tests.cast import Cast
from tests.e2e.entering import enter

TEXT, ANSWER = "放学时有人在围墙外兜售香烟", "已会同烟草部门查处，谢谢您"
pytestmark = pytest.mark.django_db(transaction=True)


def leave(phone: Page, school: str) -> str:
    """The public form, reached from the home page; the code that it gives."""
    phone.goto("/")
    phone.locator("a[href='/tips/']").first.click()
    phone.locator("[name=category]").first.wait_for()
    field = phone.locator("select[name=category]")
    if field.count():
        field.select_option("stalls")
    else:
        phone.locator("[name=category][value=stalls]").check()
    phone.locator("[name=text]").fill(TEXT)
    phone.locator("[name=school]").select_option(label=school)
    phone.locator("main button[type=submit]").click()
    return phone.locator(".tip-code").inner_text()


def test_a_tip_is_answered_by_its_code(phone: Page, desktop: Page, cast: Cast, live_server: LiveServer) -> None:
    code = leave(phone, cast.school.name)
    tip = Tip.objects.get()
    assert tip.unit == cast.station
    assert "session" not in str(phone.context.cookies())

    enter(desktop, cast.officer, live_server.url)
    desktop.goto("/outreach/tips/")
    desktop.locator(f"a[href='{tip.get_absolute_url()}']").first.click()
    desktop.locator("a[href$='/steps/take-up/']").click()
    desktop.locator("main button[type=submit]").click()
    desktop.wait_for_url(f"**{tip.get_absolute_url()}")
    desktop.locator("a[href$='/steps/close/']").click()
    desktop.locator("[name=text]").fill(ANSWER)
    desktop.locator("main button[type=submit]").click()
    desktop.wait_for_url(f"**{tip.get_absolute_url()}")

    phone.context.clear_cookies()
    phone.goto("/tips/follow/")
    phone.locator("[name=code]").fill(code.lower().replace("-", " "))
    phone.locator("main button[type=submit]").click()
    expect(phone.locator("main")).to_contain_text(ANSWER)
    expect(phone.locator("main")).to_contain_text(TEXT)
    assert phone.url.endswith("/tips/follow/")


def test_a_wrong_code_opens_nothing(phone: Page, cast: Cast) -> None:
    phone.goto("/tips/follow/")
    phone.locator("[name=code]").fill("0000-0000-0000-0000")
    phone.locator("main button[type=submit]").click()

    expect(phone.locator("main form [aria-invalid=true], main .error, main [role=alert]").first).to_be_visible()
