"""`/statistics/<period>/` and the pages of checking, sending back and signing; for commanders."""

from collections.abc import Iterator

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from campus_safety.accounts.models import User
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import month_named, period_named
from campus_safety.statistics.snapshot import Snapshot
from campus_safety.statistics.states import ReportState
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_outing
from tests.factories.reports import make_checked_report, make_signed_report

OCTOBER = "/statistics/2026-10/"
PASSWORD = "a long password 1"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def _client(user: User) -> Client:
    client = signed_in(user)
    client.cookies["django_language"] = "en"
    return client


def _page(user: User, address: str = OCTOBER) -> str:
    return _client(user).get(address).content.decode()


def _seen() -> str:
    return Snapshot.of(Report.objects.order_by("revision").last() or Report()).text()


def _sign(user: User, **data: str) -> HttpResponse:
    answer: HttpResponse = _client(user).post(f"{OCTOBER}sign/", {"seen": _seen(), "password": PASSWORD} | data)  # type: ignore[assignment]
    return answer


def _go_out(cast: Cast) -> None:
    make_outing(cast.officer, started_at=at("2026-10-12 07:30"), ended_at=at("2026-10-12 08:00"))


@pytest.fixture
def draft(cast: Cast) -> Report:
    """October as a draft, of a commander who has a password."""
    cast.commander.set_password(PASSWORD)
    cast.commander.save()
    return compile_report(unit=cast.station, period=month_named("2026-10"))


@pytest.fixture
def checked(cast: Cast, draft: Report) -> Report:
    """October, checked."""
    return make_checked_report(cast.station, "2026-10", by=cast.commander)


def test_a_draft_is_checked_by_its_button(cast: Cast, draft: Report) -> None:
    assert _seen() in _page(cast.commander)

    answer = _client(cast.commander).post(f"{OCTOBER}check/?unit=SPQ", {"seen": _seen()})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"{OCTOBER}?unit=SPQ")
    assert Report.objects.get().state == ReportState.CHECKED
    assert f"{OCTOBER}sign/?unit=SPQ" in _page(cast.commander)


def test_what_the_page_showed_cannot_be_made_up(cast: Cast, draft: Report) -> None:
    for seen in ("", "made up", "\0"):
        _client(cast.commander).post(f"{OCTOBER}check/", {"seen": seen})

    assert Report.objects.get().state == ReportState.DRAFT


def test_a_draft_that_moved_is_refused_with_what_changed(cast: Cast, draft: Report) -> None:
    seen = _seen()
    _go_out(cast)

    answer = _client(cast.commander).post(f"{OCTOBER}check/", {"seen": seen})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The figures have changed since you opened the report." in page
    assert "Police officers" in page
    assert Report.objects.get().state == ReportState.DRAFT


def test_the_commander_signs_with_the_password(cast: Cast, checked: Report) -> None:
    assert "Visibility rate" in _page(cast.commander, f"{OCTOBER}sign/")

    answer = _sign(cast.commander)

    report = Report.objects.get()
    assert (answer.status_code, report.state, report.signed_by) == (302, ReportState.SIGNED, cast.commander)
    page = _page(cast.commander)
    assert str(report.hash) in page
    assert "The figures are those that were signed." in page


def test_a_wrong_password_is_named_at_its_field_and_locks_after_five(cast: Cast, checked: Report) -> None:
    answers = [_sign(cast.commander, password="wrong") for _attempt in range(5)]

    assert "This is not your password." in answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [400] * 4 + [429]
    assert _sign(cast.commander).status_code == 429
    assert Report.objects.get().state == ReportState.CHECKED


def test_figures_that_moved_are_not_signed(cast: Cast, checked: Report) -> None:
    seen = _seen()
    _go_out(cast)

    answer = _sign(cast.commander, seen=seen)

    assert answer.status_code == 409
    assert Report.objects.get().state == ReportState.DRAFT
    assert _client(cast.commander).get(f"{OCTOBER}sign/").status_code == 302


def test_nobody_else_signs(cast: Cast, checked: Report) -> None:
    statuses = {
        user.username: _client(user).post(f"{OCTOBER}sign/?unit=SPQ", {"seen": _seen()}).status_code
        for user in (cast.officer, cast.bureau, cast.principal, cast.auditor, cast.administrator)
    }

    assert set(statuses.values()) == {403}
    assert "Send it back" in _page(cast.bureau, f"{OCTOBER}?unit=SPQ")
    assert f"{OCTOBER}sign/" not in _page(cast.bureau, f"{OCTOBER}?unit=SPQ")


def test_the_bureau_sends_it_back_with_words(cast: Cast, checked: Report) -> None:
    client = _client(cast.bureau)
    assert client.post(f"{OCTOBER}send-back/?unit=SPQ", {"text": " "}).status_code == 400

    client.post(f"{OCTOBER}send-back/?unit=SPQ", {"text": "The 12th is missing."})

    assert Report.objects.get().state == ReportState.DRAFT
    assert "The 12th is missing." in _page(cast.commander)


def test_words_that_come_too_late_stay_on_the_page(cast: Cast, checked: Report) -> None:
    client = _client(cast.commander)
    client.post(f"{OCTOBER}send-back/", {"text": "请核对警车数"})

    answer = client.post(f"{OCTOBER}send-back/", {"text": "漏巡也请核对"})

    assert answer.status_code == 409
    assert "漏巡也请核对" in answer.content.decode()
    assert checked.steps.count() == 2


def test_a_later_revision_shows_what_changed_and_needs_a_reason(cast: Cast, draft: Report) -> None:
    make_signed_report(cast.station, "2026-10", by=cast.commander)
    _go_out(cast)
    make_checked_report(cast.station, "2026-10", by=cast.commander)

    assert "What changed since revision 1" in _page(cast.commander)
    assert _sign(cast.commander).status_code == 400
    assert _sign(cast.commander, reason="An outing came in late.").status_code == 302

    assert "Why it was signed anew: An outing came in late." in _page(cast.commander, f"{OCTOBER}revisions/2/")
    first = _page(cast.commander, f"{OCTOBER}revisions/1/")
    assert 'data-figure="officer_person_times" data-value="0"' in first
    assert "The newest one is revision 2." in first
    assert _client(cast.commander).get(f"{OCTOBER}revisions/3/").status_code == 404


@pytest.mark.parametrize("meanwhile", ["sent back", "moved"])
def test_a_reason_that_comes_too_late_stays_on_the_page(cast: Cast, draft: Report, meanwhile: str) -> None:
    make_signed_report(cast.station, "2026-10", by=cast.commander)
    _go_out(cast)
    make_checked_report(cast.station, "2026-10", by=cast.commander)
    seen = _seen()
    if meanwhile == "moved":
        _go_out(cast)
    else:
        _client(cast.commander).post(f"{OCTOBER}send-back/", {"text": "请核对警车数"})

    answer = _sign(cast.commander, seen=seen, reason="一次出勤补录")

    assert answer.status_code == 409
    assert "一次出勤补录" in answer.content.decode()
    assert Report.objects.latest("revision").state == ReportState.DRAFT


def test_a_forged_report_says_so(cast: Cast, checked: Report) -> None:
    make = _sign(cast.commander)
    Figure.objects.filter(key="check_ins").update(value=99)

    assert make.status_code == 302
    assert "The stored figures are not those that were signed." in _page(cast.commander)


def test_a_running_period_and_one_still_to_be_compiled_offer_no_button(cast: Cast) -> None:
    year = period_named("2026")
    days = {"first_day": year.first_day, "last_day": year.last_day}
    Report.objects.create(
        unit=cast.station, compiled_at=at("2026-11-10 12:00"), waiting_since=at("2026-11-10 12:00"), **days
    )
    compile_report(unit=cast.station, period=month_named("2026-11"))

    waiting, running = _page(cast.commander, "/statistics/2026/"), _page(cast.commander, "/statistics/2026-11/")

    assert "This report is being compiled" in waiting
    assert "/check/" not in waiting + running


def test_a_report_of_another_station_is_not_found(cast: Cast) -> None:
    make_checked_report(cast.other_station, "2026-10", by=cast.commander)
    client = _client(cast.commander)

    for page in ("", "sign/", "send-back/", "revisions/1/"):
        assert client.get(f"{OCTOBER}{page}?unit=OTH").status_code == 404
    assert client.post(f"{OCTOBER}check/?unit=OTH").status_code == 404
    assert client.post("/statistics/2026-13/check/").status_code == 404


def test_a_report_asks_as_many_queries_after_four_revisions_as_after_two(cast: Cast, draft: Report) -> None:
    counts = []
    for revisions in (2, 4):
        while Report.objects.count() < revisions:
            make_signed_report(cast.station, "2026-10", by=cast.commander, reason="Late.")
            _go_out(cast)
            compile_report(unit=cast.station, period=month_named("2026-10"))
        counts.append(counted(_client(cast.commander), OCTOBER))

    assert counts[0] == counts[1] <= 20
