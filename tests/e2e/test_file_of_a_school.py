"""One file and one sheet, end to end: an inspection on a phone becomes hazards, and the hazards come to their end."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, Route, expect

from campus_safety.accounts.models import User
from schools.models import Hazard, Inspection
from tests.cast import Cast
from tests.e2e.barriers import barriers
from tests.factories import PASSWORD
from tests.printing.reading import text_of
from tests.uploads.pictures import jpeg


@pytest.fixture
def people(cast: Cast) -> Cast:
    """Officer and principal can sign in."""
    for user in (cast.officer, cast.principal):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return cast


@pytest.fixture
def picture(tmp_path: Path) -> str:
    """A photo on the phone."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg(800, 600))
    return str(path)


def sign_in(page: Page, user: User) -> None:
    """Through the door, after whoever was in."""
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main button[type=submit]").click()


def submit(page: Page) -> None:
    """Press the one filled button of a form."""
    with page.expect_navigation():
        page.locator("main form .btn-primary").click()


def say(page: Page, item: str, outcome: str) -> None:
    """Tap an outcome and wait until the server has it."""
    page.locator(f"#{item} .outcomes button[value={outcome}]").click()
    expect(page.locator(f"#{item} .outcomes button[value={outcome}]")).to_have_attribute("aria-pressed", "true")


def make_it_a_hazard(page: Page, item: str, picture: str) -> None:
    """From a failed item to a hazard with a photo; back at the inspection."""
    with page.expect_navigation():
        page.locator(f"#{item} a.btn").click()
    page.locator("[name=photos]").set_input_files(picture)
    submit(page)
    expect(page.locator(f"#{item} a.btn")).to_have_count(0)


def download(page: Page, address: str) -> bytes:
    """What an address answers to who is signed in."""
    answer = page.request.get(address)
    assert answer.status == 200
    return answer.body()


def test_an_inspection_becomes_hazards_that_come_to_their_end(people: Cast, phone: Page, picture: str) -> None:
    school = people.school.pk
    sign_in(phone, people.officer)
    phone.goto(f"/schools/{school}/inspections/new/")
    submit(phone)
    say(phone, "closed_campus", "pass")
    say(phone, "exits", "fail")
    phone.goto(f"/schools/{school}/sheet/")  # interrupted
    with phone.expect_navigation():
        phone.locator(".page-head .btn-primary").click()
    expect(phone.locator("#closed_campus .outcomes button[value=pass]")).to_have_attribute("aria-pressed", "true")
    say(phone, "cameras", "fail")
    for item in ("exits", "cameras"):
        make_it_a_hazard(phone, item, picture)
    with phone.expect_navigation():
        phone.locator(".bar .btn-primary").click()
    submit(phone)
    inspection = Inspection.objects.get()
    exits, cameras = (Hazard.objects.get(result__item=item) for item in ("exits", "cameras"))
    assert (inspection.passed, inspection.failed) == (1, 2)

    sign_in(phone, people.principal)
    asks = phone.locator(".asks > li")
    expect(asks.nth(0)).to_contain_text(exits.description)
    expect(asks.nth(1)).to_contain_text(cameras.description)
    expect(asks.nth(0).locator(".btn-primary")).to_be_visible()
    for hazard in (exits, cameras):
        phone.goto(f"/schools/hazards/{hazard.pk}/rectify/")
        phone.locator("[name=photos]").set_input_files(picture)
        submit(phone)
        expect(phone.locator(".photos img")).to_have_count(2)

    sign_in(phone, people.officer)
    phone.goto(f"/schools/hazards/{exits.pk}/verify/")
    submit(phone)
    phone.goto(f"/schools/hazards/{cameras.pk}/send-back/")
    phone.locator("[name=text]").fill("逆光仍看不清")
    submit(phone)
    expect(phone.locator(".steps")).to_contain_text("逆光仍看不清")
    exits.refresh_from_db()
    cameras.refresh_from_db()
    assert (exits.state, cameras.state) == ("verified", "open")

    phone.goto(f"/schools/{school}/sheet/")
    expect(phone.locator(".sheet-line", has_text="逆光和夜间")).to_contain_text("不合格")
    phone.goto(f"/schools/{school}/")
    expect(phone.locator("#hazards").locator("..").locator("..")).to_contain_text("已销号")
    ledger = openpyxl.load_workbook(io.BytesIO(download(phone, "/schools/hazards.xlsx")))
    rows = {row[2]: row[11] for row in ledger.active.iter_rows(min_row=2, values_only=True)}
    assert rows == {exits.description: "已销号", cameras.description: "待整改"}
    words = text_of(download(phone, f"/schools/{school}/dossier.pdf"))
    assert exits.description in words
    assert cameras.description in words


def test_photos_are_shown_though_they_are_attachments(people: Cast, phone: Page, picture: str) -> None:
    sign_in(phone, people.officer)
    phone.goto(f"/schools/{people.school.pk}/inspections/new/")
    submit(phone)
    say(phone, "exits", "fail")
    phone.locator("#exits [type=file]").set_input_files(picture)
    phone.locator("#exits details button").click()
    image = phone.locator("#exits .photos img")
    expect(image).to_be_visible()
    expect(image).to_have_js_property("naturalWidth", 640)


def test_a_tap_without_a_connection_says_so_and_keeps_what_was_typed(people: Cast, phone: Page) -> None:
    sign_in(phone, people.officer)
    phone.goto(f"/schools/{people.school.pk}/inspections/new/")
    submit(phone)
    phone.locator("#exits summary").click()
    phone.locator("#exits textarea").fill("通道堆放桌椅")
    phone.context.set_offline(True)
    phone.locator("#exits .outcomes button[value=fail]").click()
    expect(phone.locator("[data-toasts]")).to_contain_text("没有保存")
    expect(phone.locator("#exits textarea")).to_have_value("通道堆放桌椅")
    phone.context.set_offline(False)
    say(phone, "exits", "fail")
    assert Inspection.objects.get().results.get().note == "通道堆放桌椅"


def test_the_pages_of_a_school_have_nothing_for_axe(people: Cast, phone: Page, picture: str) -> None:
    sign_in(phone, people.officer)
    phone.goto(f"/schools/{people.school.pk}/inspections/new/")
    submit(phone)
    say(phone, "exits", "fail")
    make_it_a_hazard(phone, "exits", picture)
    hazard, inspection = Hazard.objects.get(), Inspection.objects.get()
    wrong = {}
    for address in (
        inspection.get_absolute_url(),
        f"{inspection.get_absolute_url()}finish/",
        hazard.get_absolute_url(),
        f"{hazard.get_absolute_url()}rectify/",
        f"/schools/{people.school.pk}/",
        f"/schools/{people.school.pk}/sheet/",
        f"/schools/{people.school.pk}/timeline/",
        f"/schools/{people.school.pk}/documents/new/",
        f"/schools/{people.school.pk}/notices/new/",
        "/schools/sheets/",
        "/schools/inspections/",
        "/schools/hazards/",
        "/schools/notices/",
        "/schools/documents/",
    ):
        phone.goto(address)
        found = barriers(phone)
        wide = phone.evaluate("document.documentElement.scrollWidth")
        if found or wide > 360:
            wrong[address] = (found, wide)
    assert wrong == {}


def test_a_note_typed_while_a_tap_is_saved_stays_and_is_kept(people: Cast, phone: Page) -> None:
    sign_in(phone, people.officer)
    phone.goto(f"/schools/{people.school.pk}/inspections/new/")
    submit(phone)
    phone.locator("#exits summary").click()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.route("**/items/exits/", hold, times=1)
    with phone.expect_request("**/items/exits/"):
        phone.locator("#exits .outcomes button[value=fail]").click()
    phone.locator("#exits textarea").fill("通道堆放桌椅")
    held[0].continue_()
    expect(phone.locator("#exits .outcomes button[value=fail]")).to_have_attribute("aria-pressed", "true")
    expect(phone.locator("#exits textarea")).to_have_value("通道堆放桌椅")
    with phone.expect_response("**/items/exits/"):
        phone.locator("#exits textarea").blur()
    assert Inspection.objects.get().results.get().note == "通道堆放桌椅"


def test_a_tap_of_who_is_signed_out_says_so_and_keeps_what_was_typed(people: Cast, phone: Page) -> None:
    sign_in(phone, people.officer)
    phone.goto(f"/schools/{people.school.pk}/inspections/new/")
    submit(phone)
    phone.locator("#exits summary").click()
    phone.locator("#exits textarea").fill("通道堆放桌椅")
    phone.context.clear_cookies(name="sessionid")
    phone.locator("#exits .outcomes button[value=fail]").click()
    expect(phone.locator("[data-toasts]")).to_contain_text("登录已失效")
    expect(phone.locator("#exits textarea")).to_have_value("通道堆放桌椅")
