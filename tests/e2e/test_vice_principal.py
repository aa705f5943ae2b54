"""From the officer whom the station proposes to the letter that anybody can verify, in a real browser."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from outreach.models import Appointment
from schools.models import School
from tests.cast import Cast
from tests.e2e.entering import enter
from tests.factories import at, make_school
from tests.factories.appointments import appoint

DAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock() -> Iterator[None]:
    """A morning under Order 52."""
    with time_machine.travel(at(f"{DAY} 09:00"), tick=True):
        yield


def propose(page: Page, school: School, officer: str) -> None:
    """The form of a proposal, with a term of three years as it is offered."""
    page.goto(f"/outreach/appointments/new/?school={school.pk}")
    page.locator("[name=school]").select_option(str(school.pk))
    page.locator("[name=officer]").select_option(label=officer)
    page.locator("[name=trained_hours]").fill("8")
    page.locator("main button[type=submit]").click()


def test_an_officer_is_appointed_and_the_letter_verified(
    phone: Page, desktop: Page, cast: Cast, live_server: LiveServer, clock: None
) -> None:
    enter(desktop, cast.commander, live_server.url)
    propose(desktop, cast.school, cast.officer.name)
    desktop.wait_for_url(re.compile(r"/outreach/appointments/\d+/$"))
    appointment = Appointment.objects.get()

    enter(phone, cast.principal, live_server.url)
    phone.goto("/school/")
    phone.locator(f".asks a[href='{appointment.get_absolute_url()}']").click()
    phone.locator("a[href$='/steps/issue/']").click()
    phone.locator("main button[type=submit]").click()
    phone.wait_for_url(f"**{appointment.get_absolute_url()}")

    appointment.refresh_from_db()
    letter = phone.request.get(f"{appointment.get_absolute_url()}letter.pdf")
    assert (letter.status, letter.headers["content-type"]) == (200, "application/pdf")
    assert letter.body().startswith(b"%PDF-")
    assert (appointment.number, appointment.title) == ("2026-0001", Appointment.Title.LAW_KINDERGARTEN)

    phone.context.clear_cookies()
    phone.goto(f"/letters/{appointment.token}/")
    facts = phone.locator("main")
    expect(facts).to_contain_text(cast.school.name)
    expect(facts).to_contain_text(f"{cast.officer.name[0]}**")
    expect(facts).not_to_contain_text(cast.officer.name)


def test_a_third_school_is_refused_with_the_article(
    desktop: Page, cast: Cast, live_server: LiveServer, clock: None
) -> None:
    primary = make_school(cast.station, "桥北小学", level="primary")
    for school in (cast.school, cast.other_school):
        appoint(cast.officer, school)
    enter(desktop, cast.commander, live_server.url)

    propose(desktop, primary, cast.officer.name)

    error = desktop.locator("main [role=alert], main .errors, main .error").first
    expect(error).to_be_visible()
    expect(desktop.locator("main")).to_contain_text("52")
    expect(desktop.locator("main")).to_contain_text(re.compile(r"art\. \d+|第\s*\S+\s*条"))
    assert Appointment.objects.filter(school=primary).count() == 0
