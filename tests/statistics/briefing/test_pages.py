"""The briefing's page, its downloads, and the button that has it sent."""

from collections.abc import Iterator

import pytest
import time_machine
from auditlog.models import LogEntry

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.models import Report, ReportFile, Subscription
from campus_safety.statistics.periods import month_named
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_check_in
from tests.factories.reports import make_signed_report

PAGE = "/statistics/2026-10/briefing/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def _two_revisions(cast: Cast) -> None:
    """A signed report, and the draft that a late check-in made."""
    make_signed_report(cast.station, "2026-10", by=cast.commander)
    make_check_in(cast.officer, cast.point, at("2026-10-12 07:30"))
    compile_report(unit=cast.station, period=month_named("2026-10"))


def test_the_page_says_what_the_report_says(cast: Cast) -> None:
    compile_report(unit=cast.station, period=month_named("2026-10"))
    response = signed_in(cast.commander).get(PAGE)

    assert response.status_code == 200
    assert response.context["briefing"].issuer == "石坪桥派出所"
    assert response.context["briefing"].title in response.content.decode()
    assert counted(signed_in(cast.commander), PAGE) < 20


def test_an_older_revision_is_read_by_its_number(cast: Cast) -> None:
    _two_revisions(cast)
    commander = signed_in(cast.commander)

    assert commander.get(PAGE).context["report"].revision == 2
    assert commander.get(f"{PAGE}?revision=1").context["report"].revision == 1
    assert [commander.get(f"{PAGE}?revision={each}").status_code for each in ("3", "x", "0")] == [404] * 3


def test_what_is_not_there_is_not_found_and_what_is_no_period_is_said(cast: Cast) -> None:
    compile_report(unit=cast.other_station, period=month_named("2026-10"))
    commander = signed_in(cast.commander)

    assert commander.get(PAGE).status_code == 404
    assert commander.get(f"{PAGE}?unit=OTH").status_code == 404
    assert commander.get("/statistics/2026-13/briefing/").status_code == 400
    assert commander.get("/statistics/2026-13/report.pdf").status_code == 400
    assert signed_in(cast.bureau).get(f"{PAGE}?unit=OTH").status_code == 200


@pytest.mark.parametrize(
    ("file_format", "begins", "disposition"),
    [("pdf", b"%PDF", "inline"), ("docx", b"PK", "attachment"), ("xlsx", b"PK", "attachment")],
)
def test_a_draft_is_downloaded_and_leaves_a_trace_but_no_file(
    cast: Cast, file_format: str, begins: bytes, disposition: str
) -> None:
    compile_report(unit=cast.station, period=month_named("2026-10"))
    address = f"/statistics/2026-10/report.{file_format}?unit=SPQ"

    response = signed_in(cast.commander).get(address)

    assert response.content.startswith(begins)
    assert response.headers["Content-Disposition"].startswith(disposition)
    assert response.headers["Cache-Control"] == "private, no-store"
    [entry] = LogEntry.objects.filter(action=LogEntry.Action.ACCESS)
    assert (entry.actor, entry.changes) == (cast.commander, {"looked_through": ["None", address]})
    assert not ReportFile.objects.exists()


def test_a_signed_report_is_the_same_file_each_time_and_its_draft_another(cast: Cast) -> None:
    _two_revisions(cast)
    commander, address = signed_in(cast.commander), "/statistics/2026-10/report.pdf"

    first, again, draft = (commander.get(f"{address}?revision={each}").content for each in (1, 1, 2))

    assert first == again != draft
    assert ReportFile.objects.get().report.revision == 1


def test_another_format_is_not_found(cast: Cast) -> None:
    compile_report(unit=cast.station, period=month_named("2026-10"))

    assert signed_in(cast.commander).get("/statistics/2026-10/report.exe").status_code == 404


def test_a_commander_subscribes_once_and_unsubscribes(cast: Cast) -> None:
    bureau, address = signed_in(cast.bureau), "/statistics/subscribe/?unit=SPQ"

    assert bureau.post(address, {"wanted": "1"}).headers["Location"] == "/statistics/?unit=SPQ"
    bureau.post(address, {"wanted": "1"})
    subscription = Subscription.objects.get()
    assert (subscription.user, subscription.unit, subscription.since) == (
        cast.bureau, cast.station, at("2026-11-10 12:00"),
    )  # fmt: skip
    assert bureau.get("/statistics/?unit=SPQ").context["is_subscribed"]

    bureau.post(address)
    assert not Subscription.objects.exists()
    assert not bureau.get("/statistics/?unit=SPQ").context["is_subscribed"]


def test_the_list_of_the_own_unit_follows_the_own_subscription(cast: Cast) -> None:
    response = signed_in(cast.commander).post("/statistics/subscribe/?unit=SPQ", {"wanted": "1"}, follow=True)

    assert response.status_code == 200
    assert response.context["is_subscribed"]


def test_nobody_subscribes_to_another_units_report(cast: Cast) -> None:
    assert signed_in(cast.commander).post("/statistics/subscribe/?unit=OTH", {"wanted": "1"}).status_code == 404
    assert signed_in(cast.officer).post("/statistics/subscribe/", {"wanted": "1"}).status_code == 403
    assert not Subscription.objects.exists()


def test_a_report_that_still_waits_for_its_figures_is_no_briefing(cast: Cast) -> None:
    period = month_named("2026-10")
    Report.objects.create(
        unit=cast.station, first_day=period.first_day, last_day=period.last_day, compiled_at=at("2026-11-10 12:00")
    )

    assert signed_in(cast.commander).get(PAGE).status_code == 404
