"""The main job, end to end: an officer's outing becomes the commander's month, seen in a real browser."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from celery.contrib.testing.worker import start_worker
from celery.signals import task_postrun
from playwright.sync_api import Page, expect

from campus_safety.accounts.models import User
from campus_safety.celery import app
from campus_safety.statistics.tasks import compile_stale_months
from patrols.actions import take_steps
from patrols.models import CheckIn, Outing, PatrolPoint
from tests.cast import Cast
from tests.factories import PASSWORD, PLACE, at, make_duty, make_outing, make_point, make_vehicle, make_window
from tests.factories.ladder import make_waiting_duty

DAY = date(2026, 11, 24)
FIGURES = ("officer_person_times", "vehicle_dispatches", "volunteer_person_times")
A_MINUTE_S = 60
NEARBY = 0.0001  # degrees of latitude: eleven metres


class Day:
    """The day of the story: the clock of the server and that of the phone move together."""

    def __init__(self, clock: time_machine.Traveller, phone: Page) -> None:
        self._clock, self._phone = clock, phone

    def reaches(self, hour_and_minute: str) -> None:
        """Let it be this time."""
        moment = at(f"{DAY} {hour_and_minute}")
        self._clock.move_to(moment)
        self._phone.context.clock.set_fixed_time(moment)


@pytest.fixture
def day(phone: Page) -> Iterator[Day]:
    """The day, early in the morning."""
    with time_machine.travel(at(f"{DAY} 07:00"), tick=True) as clock:
        story = Day(clock, phone)
        story.reaches("07:00")
        yield story


@pytest.fixture
def second_point(cast: Cast) -> PatrolPoint:
    """Another point, two streets on."""
    return make_point(
        cast.station, "SPQ-02", schools=[cast.other_school], latitude=PLACE[0] + 0.004, longitude=PLACE[1] + 0.003
    )


@pytest.fixture
def story(cast: Cast, second_point: PatrolPoint) -> Cast:
    """Two points with a morning window, one with an afternoon one too; a car; something in the month already."""
    make_point(cast.station, "SPQ-03")
    for point in (cast.point, second_point):
        make_waiting_duty(make_window(point), DAY)
    make_waiting_duty(make_window(second_point, time(16, 20), time(17, 20)), DAY)
    car = make_vehicle(cast.station, "渝A·D0110警")
    make_outing(cast.commander, started_at=at("2026-11-02 07:20"), ended_at=at("2026-11-02 08:20"), vehicles=(car,))
    for user in (cast.officer, cast.commander):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return cast


def sign_in(page: Page, user: User, landing: str) -> None:
    """Through the door."""
    page.goto("/sign-in/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"**{landing}")


def stand_at(phone: Page, point: PatrolPoint) -> None:
    """Let the phone be eleven metres from a point."""
    place = {"latitude": point.latitude + NEARBY, "longitude": point.longitude, "accuracy": 8}
    phone.context.set_geolocation(place)  # type: ignore[arg-type]  # a typed dict of the library's own


def check_in(phone: Page, point: PatrolPoint) -> None:
    """The bar names the nearest point; a tap opens the sheet, a second one confirms."""
    stand_at(phone, point)
    phone.goto("/today/")
    bar = phone.locator("[data-next]")
    expect(bar).to_contain_text(point.number)
    expect(bar).to_contain_text("11 m")
    bar.click()
    sheet = phone.locator("[data-check-in-dialog]")
    expect(sheet.locator("[data-metres-value]")).to_have_text("11")
    sheet.locator("[data-confirm-check-in]").click()
    expect(sheet).to_be_hidden()
    expect(phone.locator(f"[data-fold=over] [data-point='{point.code}'] .mk-done")).to_have_count(1)


@contextmanager
def worker() -> Iterator[threading.Event]:
    """A real Celery worker on the broker on disk; the event is set when it has done a task."""
    done = threading.Event()

    def note(**_signal: Any) -> None:
        done.set()

    task_postrun.connect(note)
    with start_worker(app, pool="solo", perform_ping_check=False, loglevel="ERROR"):
        yield done
    task_postrun.disconnect(note)


def compile_by_worker() -> None:
    """Nudge the worker as beat does, and wait for it for at most a minute."""
    with worker() as done:
        compile_stale_months.delay()
        assert done.wait(A_MINUTE_S)


def figures(desktop: Page) -> list[int]:
    """The month's figures on the commander's desk."""
    desktop.goto("/dashboard/")
    rows = [desktop.locator(f"[data-figure={key}]").first for key in FIGURES]
    return [int(float(row.get_attribute("data-value") or "0")) for row in rows]


def start_outing(phone: Page, cast: Cast) -> None:
    """The officer, a colleague, a car and two volunteers."""
    phone.locator("[data-bar] .btn-primary").click()
    phone.wait_for_url("**/today/start/")
    expect(phone.locator(f"[name=officers][value={cast.officer.username}]")).to_be_checked()
    phone.locator(f"[name=officers][value={cast.colleague.username}]").check()
    phone.locator("[name=vehicles]").check()
    phone.locator("[data-step='1']").click(click_count=2)
    expect(phone.locator("[name=volunteers]")).to_have_value("2")
    phone.locator("button[form=outing]").click()
    phone.wait_for_url("**/today/")
    expect(phone.locator(".outing")).to_contain_text("渝A·D0110警")


def end_outing(phone: Page) -> None:
    """The dialog says what was done; its button ends the outing."""
    phone.locator(".outing a").click()
    dialog = phone.locator("dialog[open]")
    expect(dialog.locator("dd").nth(1)).to_contain_text("2")
    dialog.locator("button[type=submit]").click()
    expect(phone.locator("[data-no-outing]")).to_be_visible()


def served(page: Page) -> tuple[int, int]:
    """What the public page says: the large figure, and how many points wear the mark of having been served."""
    page.goto("/")
    figure = page.locator("#today").locator("xpath=ancestor::section").locator(".fig-l")
    number = re.match(r"\d+", figure.inner_text())
    return int(number[0]) if number else -1, page.locator("#all-points .mk-done").count()


def test_an_outing_becomes_the_commanders_month(
    phone: Page, desktop: Page, story: Cast, second_point: PatrolPoint, day: Day
) -> None:
    compile_by_worker()
    sign_in(desktop, story.commander, "/dashboard/")
    before = figures(desktop)

    sign_in(phone, story.officer, "/today/")
    start_outing(phone, story)
    day.reaches("07:45")
    check_in(phone, story.point)
    day.reaches("08:00")
    check_in(phone, second_point)
    day.reaches("08:20")
    end_outing(phone)
    outing = Outing.objects.get(started_by=story.officer)
    assert [check_in.flags for check_in in CheckIn.objects.filter(outing=outing)] == [[], []]

    told = []
    for moment in ("08:29", "08:31", "17:21"):
        day.reaches(moment)
        take_steps(at=at(f"{DAY} {moment}"))
        told.append(served(phone))
    assert [names for _figure, names in told] == [0, 0, 2]
    assert [figure for figure, _names in told] == [3, 2, 2]  # all points, until there is something to count

    compile_by_worker()
    after = figures(desktop)
    assert [now - then for then, now in zip(before, after, strict=True)] == [2, 1, 2]
    desktop.locator("[data-figure=officer_person_times] a").first.click()
    expect(desktop.locator(f"a[href='{outing.get_absolute_url()}']").first).to_be_visible()


def test_the_nearest_point_is_first(phone: Page, story: Cast, second_point: PatrolPoint, day: Day) -> None:
    make_outing(story.officer, started_at=at(f"{DAY} 07:10"))
    make_duty(make_window(make_point(story.station, "SPQ-04", latitude=29.54), time(7), time(8, 45)), DAY)
    day.reaches("07:40")
    stand_at(phone, second_point)
    sign_in(phone, story.officer, "/today/")
    expect(phone.locator("[data-order]")).to_contain_text("近")
    rows = phone.locator("[data-nearest] li")
    expect(rows.first).to_have_attribute("data-point", second_point.code)
    metres = [_metres(text) for text in phone.locator("[data-nearest] [data-distance]").all_inner_texts()]
    assert all(near <= far for near, far in pairwise(metres))


def _metres(text: str) -> float:
    value, unit = text.split()
    return float(value) * (1000 if unit == "km" else 1)


def test_a_confirmed_check_in_outlives_the_network(phone: Page, story: Cast, day: Day) -> None:
    make_outing(story.officer, started_at=at(f"{DAY} 07:10"))
    day.reaches("07:40")
    stand_at(phone, story.point)
    sign_in(phone, story.officer, "/today/")
    expect(phone.locator("[data-next]")).to_contain_text("11 m")
    phone.context.set_offline(True)
    phone.locator("[data-next]").click()
    expect(phone.locator("[data-offline-note]")).to_be_visible()
    phone.locator("[data-confirm-check-in]").click()
    expect(phone.locator("[data-waiting-list] li")).to_have_count(1)
    expect(phone.locator("[data-waiting-chip]")).to_be_visible()
    expect(phone.locator(f"[data-point='{story.point.code}'] .mk-queue").first).to_be_visible()
    assert not CheckIn.objects.exists()
    phone.context.set_offline(False)
    expect(phone.locator("[data-waiting]")).to_be_hidden()
    assert [(one.point, one.captured_at.minute) for one in CheckIn.objects.all()] == [(story.point, 40)]


def test_a_refused_check_in_says_why_and_stays(phone: Page, story: Cast, day: Day) -> None:
    make_outing(story.officer, started_at=at(f"{DAY} 07:10"))
    day.reaches("07:40")
    stand_at(phone, story.point)
    sign_in(phone, story.officer, "/today/")
    phone.context.clock.set_fixed_time(at(f"{DAY} 07:55"))
    phone.locator("[data-next]").click()
    phone.locator("[data-confirm-check-in]").click()
    expect(phone.locator("[data-refused-list] .errors")).to_contain_text("10")
    assert not CheckIn.objects.exists()
    phone.reload()
    expect(phone.locator("[data-refused-list] .errors")).to_be_visible()
    phone.locator("[data-drop]").click()
    expect(phone.locator("[data-waiting]")).to_be_hidden()


def test_without_a_position_a_note_says_why(phone: Page, story: Cast, day: Day) -> None:
    make_outing(story.officer, started_at=at(f"{DAY} 07:10"))
    day.reaches("07:40")
    phone.context.clear_permissions()
    sign_in(phone, story.officer, "/today/")
    phone.goto(f"/today/check-in/{story.point.code}/")
    expect(phone.locator("[data-no-fix]")).to_be_visible()
    phone.locator("[data-confirm-check-in]").click()
    expect(phone.locator("[data-note-error]")).to_be_visible()
    phone.locator("[name=note]").fill("高楼之间没有信号")
    phone.locator("[data-confirm-check-in]").click()
    phone.wait_for_url("**/today/")
    assert CheckIn.objects.get().method == CheckIn.Method.MANUAL


def test_a_scanned_sign_waits_for_the_network_on_its_page(phone: Page, story: Cast, day: Day) -> None:
    make_outing(story.officer, started_at=at(f"{DAY} 07:10"))
    day.reaches("07:40")
    stand_at(phone, story.point)
    sign_in(phone, story.officer, "/today/")
    phone.goto(f"/today/check-in/{story.point.code}/?sign=token-{story.point.code}")
    phone.context.set_offline(True)
    phone.locator("[data-confirm-check-in]").click()
    expect(phone.locator("[data-waiting-list] li")).to_have_count(1)
    expect(phone.locator("form[data-check-in]")).to_be_hidden()
    phone.context.set_offline(False)
    phone.wait_for_url("**/today/")
    assert [one.method for one in CheckIn.objects.all()] == [CheckIn.Method.QR]


def test_a_refused_sign_is_laid_aside_for_the_position(phone: Page, story: Cast, day: Day) -> None:
    make_outing(story.officer, started_at=at(f"{DAY} 07:10"))
    day.reaches("07:40")
    stand_at(phone, story.point)
    sign_in(phone, story.officer, "/today/")
    phone.goto(f"/today/check-in/{story.point.code}/?sign=torn-down-long-ago")
    phone.locator("[data-confirm-check-in]").click()
    expect(phone.locator("[data-refused-list] .errors")).to_be_visible()
    phone.locator("[data-confirm-check-in]").click()
    phone.wait_for_url("**/today/")
    assert [one.method for one in CheckIn.objects.all()] == [CheckIn.Method.GPS]
