"""From the theft that a principal reports to the property that is given back, in a real browser."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from auditlog.models import LogEntry
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.periods import month_of
from incidents.models import Case, CaseAction, CasePerson, PropertyItem
from incidents.states import CaseState
from patrols.models import Duty
from tests.cast import Cast
from tests.e2e.entering import enter
from tests.factories import at
from tests.factories.cases import make_theft

DAY = date(2026, 11, 24)
NAME, MASKED, PHONE = "余演示", "余某某", "13800001234"
REASON = "核对失主的联系方式"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The morning of the theft."""
    with time_machine.travel(at(f"{DAY} 10:30"), tick=True) as traveller:
        yield traveller


def report(phone: Page) -> None:
    """The principal says what was stolen, and when."""
    phone.goto("/school/")
    phone.locator("a[href='/incidents/new/']").first.click()
    phone.locator("[name=occurred_from]").fill(f"{DAY}T09:40")
    phone.locator("[name=occurred_until]").fill(f"{DAY}T10:00")
    phone.locator("[name=facts]").fill("一楼办公室一部手机不见了")
    phone.locator("main button[type=submit]").click()
    phone.wait_for_url("**/incidents/*/")


def take_step(page: Page, case: Case, step: str, text: str = "") -> None:
    """One step by its page."""
    page.goto(case.get_absolute_url())
    page.locator(f"a[href$='/steps/{step}/']").click()
    if text:
        page.locator("[name=text]").fill(text)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"**{case.get_absolute_url()}")


def enter_action(page: Page, case: Case, kind: str, span: tuple[str, str], hours: str) -> None:
    """What was done, with the officer who enters it."""
    page.goto(f"{case.get_absolute_url()}actions/new/")
    page.locator("[name=kind]").select_option(kind)
    page.locator("[name=started_at]").fill(f"{DAY}T{span[0]}")
    page.locator("[name=ended_at]").fill(f"{DAY}T{span[1]}")
    page.locator("[name=hours]").fill(hours)
    page.locator("[name=officers][value=officer]").set_checked(True)
    page.locator("[name=result]").fill("看到一人带走手机")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"**{case.get_absolute_url()}**")


def enter_property_and_owner(page: Page, case: Case) -> None:
    """The phone, and whose it was."""
    page.goto(f"{case.get_absolute_url()}property/new/")
    page.locator("[name=category]").select_option("phone")
    page.locator("[name=description]").fill("黑色手机一部")
    page.locator("[name=value_cny]").fill("2999")
    page.locator("[name=owner]").select_option("staff")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"**{case.get_absolute_url()}**")
    page.goto(f"{case.get_absolute_url()}people/new/")
    page.locator("[name=role][value=victim]").check()
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=phone]").fill(PHONE)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"**{case.get_absolute_url()}**")


def unmask(page: Page, case: Case) -> None:
    """The name is masked, until a reason is given; then it stands on a page that is not kept."""
    page.goto(case.get_absolute_url())
    expect(page.locator("main")).to_contain_text(MASKED)
    expect(page.locator("main")).to_contain_text("138****1234")
    assert NAME not in page.content()
    page.locator("a[href$='/reveal/']").click()
    page.locator("[name=reason]").fill(REASON)
    page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_have_text(NAME)
    expect(page.locator("main")).to_contain_text(PHONE)


def get_property_back(page: Page, case: Case) -> None:
    """Recovered and given back, by the button that each state of the item offers."""
    for step in ("recover", "return"):
        page.goto(case.get_absolute_url())
        page.locator(f"form[action$='/{step}/'] button").click()
        page.wait_for_url(f"**{case.get_absolute_url()}**")


def add_windows(page: Page, case: Case) -> None:
    """More patrols near it, as the page suggests them, and the duties that follow."""
    page.goto(case.get_absolute_url())
    page.locator("a[href$='/windows/']").click()
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(f"**{case.get_absolute_url()}**")
    page.locator("#lessons").locator("xpath=ancestor::section").locator("a[href*='/patrols/duties/']").first.click()
    expect(page.locator("main a[href^='/patrols/duties/']").first).to_be_visible()


def answers(page: Page, addresses: list[str]) -> set[int]:
    """The status of each address for who is signed in, redirects not followed."""
    return {page.request.get(address, max_redirects=0).status for address in addresses}


def test_a_theft_comes_to_its_end(
    phone: Page, desktop: Page, cast: Cast, live_server: LiveServer, clock: time_machine.Traveller
) -> None:
    make_theft()
    enter(phone, cast.principal, live_server.url)
    report(phone)
    case = Case.objects.get()
    expect(phone.locator("h1")).to_contain_text(case.number)

    clock.move_to(at(f"{DAY} 18:00"))
    enter(desktop, cast.officer, live_server.url)
    desktop.goto("/incidents/")
    desktop.locator(f"a[href='{case.get_absolute_url()}']").first.click()
    take_step(desktop, case, "accept")
    take_step(desktop, case, "investigate")
    enter_action(desktop, case, "video_review", ("11:00", "15:00"), "3.5")
    enter_action(desktop, case, "stakeout", ("15:00", "17:30"), "2.5")
    enter_property_and_owner(desktop, case)
    unmask(desktop, case)
    get_property_back(desktop, case)
    take_step(desktop, case, "solve", "视频研判和蹲守查明")
    add_windows(desktop, case)
    take_step(desktop, case, "close", "手机已发还失主")

    case.refresh_from_db()
    item, person = PropertyItem.objects.get(), CasePerson.objects.get()
    hours = dict(CaseAction.objects.values_list("kind", "hours"))
    assert (case.state, case.lead) == (CaseState.CLOSED, cast.officer)
    assert hours == {"video_review": 3.5, "stakeout": 2.5}
    assert (item.recovered_on, item.returned_on) == (DAY, DAY)
    assert Duty.objects.filter(point=cast.point, window__case_window__case=case).count() == 14

    seen = LogEntry.objects.get(object_pk=str(person.pk), content_type__model="caseperson", action=3)
    assert (seen.actor, seen.changes) == (cast.officer, {"seen_in_full": ["None", REASON]})
    enter(desktop, cast.auditor, live_server.url)
    desktop.goto(f"/audit/?q={case.number}")
    expect(desktop.locator("main")).to_contain_text(REASON)

    compile_report(unit=cast.station, period=month_of(DAY))
    enter(desktop, cast.commander, live_server.url)
    desktop.goto("/statistics/2026-11/")
    expect(desktop.locator("[data-figure=incidents_solved]").first).to_have_attribute("data-value", "1")

    page = case.get_absolute_url()
    addresses = [page, f"{page}edit/", f"{page}windows/", f"{page}actions/new/", item.get_absolute_url()]
    addresses += [f"/incidents/people/{person.pk}/reveal/", f"/api/v1/incidents/{case.pk}/", "/incidents/map/"]
    for stranger in (cast.other_principal, cast.administrator):
        enter(desktop, stranger, live_server.url)
        assert answers(desktop, addresses) == {404}
    desktop.context.clear_cookies()
    assert answers(desktop, addresses) == {302, 401}
