"""The month, end to end: work of two stations and a squad is compiled, signed, restated, opened and handed on."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
import time_machine
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from campus_safety.accounts.models import User
from campus_safety.statistics.actions.waiting import compile_what_waits
from patrols.models import CheckIn, Outing
from tests.cast import Cast
from tests.e2e.entering import enter
from tests.factories import PASSWORD, at

DAY = date(2026, 11, 24)
MONTH = "/statistics/2026-11/"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The morning on which two stations and a squad go out."""
    with time_machine.travel(at(f"{DAY} 07:20"), tick=True) as traveller:
        yield traveller


def go_out(
    phone: Page, live_server: LiveServer, officer: User, volunteers: int, with_squad: User | None = None
) -> None:
    """An outing by the officer's own form, joint with a squad if one is named."""
    enter(phone, officer, live_server.url)
    phone.goto("/today/start/")
    if with_squad is not None and with_squad.unit is not None:
        phone.locator("[name=kind]").select_option("joint")
        phone.locator(f"[name=units][value={with_squad.unit.code}]").check()
        phone.locator(f"[name=officers][value={with_squad.username}]").check()
    phone.locator("[name=volunteers]").fill(str(volunteers))
    phone.locator("button[form=outing]").click()
    phone.wait_for_url("**/today/")
    phone.locator(".outing a").click()
    phone.locator("dialog[open] button[type=submit]").click()
    expect(phone.locator("[data-no-outing]")).to_be_visible()


def check_in_late(phone: Page, cast: Cast, live_server: LiveServer) -> None:
    """What a phone kept since that day and sends now."""
    enter(phone, cast.officer, live_server.url)
    phone.goto("/today/")
    token = next(cookie["value"] for cookie in phone.context.cookies() if cookie.get("name") == "csrftoken")
    answer = phone.request.post(
        "/api/v1/check-ins/",
        headers={"X-CSRFToken": token, "Referer": live_server.url},
        data={
            "uuid": str(uuid4()), "point": cast.point.code, "captured_at": at(f"{DAY} 07:30").isoformat(),
            "device": str(uuid4()), "method": "gps", "accuracy_m": 8,
            "latitude": cast.point.latitude, "longitude": cast.point.longitude,
        },
    )  # fmt: skip
    assert answer.status == 201, answer.text()


def sign(desktop: Page, why: str = "") -> None:
    """Go through the figures, then stand for them with the password."""
    desktop.goto(MONTH)
    desktop.locator(f"form[action*='{MONTH}check/'] button").click()
    desktop.locator(f"a[href*='{MONTH}sign/']").click()
    if why:
        desktop.locator("[name=reason]").fill(why)
    desktop.locator("[name=password]").fill(PASSWORD)
    desktop.locator("main form [type=submit]").click()
    expect(desktop.locator("main .hash")).to_be_visible()


def figure(page: Page, key: str) -> str:
    """A figure of the report that is open."""
    return page.locator(f"[data-figure={key}]").first.get_attribute("data-value") or ""


def fetched(page: Page, file_format: str) -> bytes:
    """The signed report as a file."""
    answer = page.request.get(f"{MONTH}report.{file_format}?revision=1")
    assert answer.status == 200
    return answer.body()


def test_a_month_is_signed_restated_opened_and_handed_on(
    phone: Page, desktop: Page, cast: Cast, live_server: LiveServer, clock: time_machine.Traveller
) -> None:
    go_out(phone, live_server, cast.officer, 4, with_squad=cast.squad_officer)
    go_out(phone, live_server, cast.other_officer, 1)
    assert Outing.objects.count() == 2
    clock.move_to(at("2026-12-01 09:00"))
    compile_what_waits()

    cast.commander.set_password(PASSWORD)
    cast.commander.save(update_fields=["password"])
    enter(desktop, cast.commander, live_server.url)
    sign(desktop)
    assert (figure(desktop, "officer_person_times"), figure(desktop, "check_ins")) == ("1", "0")

    clock.move_to(at("2026-12-02 09:00"))
    check_in_late(phone, cast, live_server)
    compile_what_waits()
    enter(desktop, cast.commander, live_server.url)
    desktop.goto(MONTH)
    assert figure(desktop, "check_ins") == "1"
    expect(desktop.locator("table.changes th[scope=rowgroup]")).to_have_count(1)
    desktop.goto(f"{MONTH}revisions/1/")
    assert figure(desktop, "check_ins") == "0"

    desktop.goto(MONTH)
    desktop.locator("[data-figure=check_ins] a").first.click()
    check_in = CheckIn.objects.get()
    expect(desktop.locator(f"a[href='{check_in.get_absolute_url()}']").first).to_be_visible()
    sign(desktop, why="民警补传签到")
    expect(desktop.locator("main")).to_contain_text("民警补传签到")

    pdf, excel, word = (fetched(desktop, each) for each in ("pdf", "xlsx", "docx"))
    assert len(pikepdf.open(BytesIO(pdf)).pages) >= 1
    assert 4 in {cell.value for sheet in load_workbook(BytesIO(excel)) for row in sheet for cell in row}
    assert any("石坪桥派出所" in paragraph.text for paragraph in Document(BytesIO(word)).paragraphs)
    phone.context.clear_cookies()
    phone.goto("/statistics/verify/")
    phone.locator("input[type=file]").set_input_files({"name": "x.pdf", "mimeType": "application/pdf", "buffer": pdf})
    phone.locator("main button[type=submit]").click()
    expect(phone.locator("main .record")).to_contain_text("石坪桥派出所")

    enter(desktop, cast.bureau, live_server.url)
    desktop.goto(f"{MONTH}stations/")
    for key, total in (("officer_person_times", "3"), ("volunteer_person_times", "5")):
        expect(desktop.locator(f"tr[data-figure={key}] td").first).to_have_text(total)
