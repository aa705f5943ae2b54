"""Parents answer by the link of a poster; once the round is over six answers are published and four are not."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from outreach.models import FeedbackAnswer
from outreach.models.feedback import SCORES
from tests.cast import Cast
from tests.e2e.entering import enter
from tests.factories import at
from tests.factories.feedback import form_of, make_answers, make_round

DAY = date(2026, 11, 20)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A day of the round."""
    with time_machine.travel(at(f"{DAY} 19:00"), tick=True) as traveller:
        yield traveller


def answer(page: Page, token: str, mark: int) -> None:
    """The public form, filled in with one mark."""
    page.goto(f"/feedback/{token}/")
    for name in SCORES:
        page.locator(f"[name={name}][value='{mark}']").check()
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()


def test_six_answers_are_published_and_four_are_not(
    phone: Page, desktop: Page, cast: Cast, live_server: LiveServer, clock: time_machine.Traveller
) -> None:
    asked, small = (
        make_round(cast.commander, school, first_day=DAY, last_day=DAY + timedelta(days=3))
        for school in (cast.school, cast.other_school)
    )
    six, four = form_of(asked, cast.school), form_of(small, cast.other_school)
    make_answers(six, 4, 4, 4, 4, 4)
    make_answers(four, 1, 1, 1, 1)
    answer(phone, six.token, 5)
    answer_again = phone.request.get(f"/feedback/{six.token}/").status
    assert (FeedbackAnswer.objects.filter(form=six).count(), answer_again) == (6, 200)

    enter(desktop, cast.principal, live_server.url)
    desktop.goto(asked.get_absolute_url())
    expect(desktop.locator("main")).not_to_contain_text("4.2")

    clock.move_to(at("2026-11-24 09:00"))
    enter(desktop, cast.principal, live_server.url)
    desktop.goto(asked.get_absolute_url())
    expect(desktop.locator("main")).to_contain_text("4.2")
    enter(desktop, cast.other_principal, live_server.url)
    desktop.goto(small.get_absolute_url())
    expect(desktop.locator("main")).to_contain_text(cast.other_school.name)
    expect(desktop.locator("main")).not_to_contain_text("1.0")
