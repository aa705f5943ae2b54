"""`/statistics/` and `/statistics/new/`: the list of reports, and reports of periods that are no month."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from auditlog.models import LogEntry
from django.test import Client
from django.utils.translation import override

from campus_safety.accounts.models import User
from campus_safety.calendars.models import Span
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.waiting import compile_what_waits
from campus_safety.statistics.models import Report, StaleMonth
from campus_safety.statistics.periods import period_named
from campus_safety.statistics.states import ReportState
from campus_safety.statistics.words import period_name, span
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_outing
from tests.factories.calendars import make_span
from tests.factories.history import make_imported_period


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def english(user: User) -> Client:
    """A client of the user, who reads English."""
    client = signed_in(user)
    client.cookies["django_language"] = "en"
    return client


def listed(user: User, **given: str) -> list[str]:
    """The names of what the list shows, in its order."""
    return [row.name for row in english(user).get("/statistics/", given).context["page_obj"]]


@pytest.mark.parametrize(
    ("code", "name", "days"),
    [
        ("2026-10", "October 2026", "1 to 31 October"),
        ("2024", "2024", "1 January to 31 December 2024"),
        ("2018-02-01_2018-06-30", "February to June 2018", "1 February to 30 June 2018"),
        ("2025-09-01_2026-01-31", "September 2025 to January 2026", "1 September 2025 to 31 January 2026"),
        ("2018-02-01_2018-06-27", "1 February to 27 June 2018", "1 February to 27 June 2018"),
        ("2026-10-05_2026-10-09", "5 October to 9 October 2026", "5 to 9 October"),
        ("2026-10-05_2026-10-05", "5 October 2026", "5 October"),
    ],
)
def test_a_period_is_called_by_its_months_or_its_days(code: str, name: str, days: str) -> None:
    with override("en"):
        assert (period_name(period_named(code)), span(period_named(code))) == (name, days)


@pytest.fixture
def reports(cast: Cast) -> Cast:
    """Reports of two months and a year of the station, one of them signed, and an imported period."""
    for code in ("2026-09", "2026-10", "2025"):
        compile_report(unit=cast.station, period=period_named(code))
    september = Report.objects.filter(first_day=date(2026, 9, 1))
    signature = {"state": ReportState.SIGNED, "hash": "0" * 64, "signed_at": at("2026-10-03 09:00")}
    september.update(**signature, signed_by=cast.commander)
    make_imported_period(cast.station)
    return cast


def test_the_list_has_months_other_periods_and_imported_ones_the_latest_first(reports: Cast) -> None:
    assert listed(reports.commander) == ["October 2026", "September 2026", "2025", "1 February to 27 June 2018"]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"kind": "months"}, ["October 2026", "September 2026"]),
        ({"kind": "others"}, ["2025"]),
        ({"kind": "imported"}, ["1 February to 27 June 2018"]),
        ({"state": "signed"}, ["September 2026"]),
        ({"year": "2018"}, ["1 February to 27 June 2018"]),
        ({"year": "2026", "state": "draft"}, ["October 2026"]),
    ],
)
def test_the_list_is_filtered_by_its_address(reports: Cast, given: dict[str, str], names: list[str]) -> None:
    assert listed(reports.commander, **given) == names


def test_of_each_period_the_newest_revision_is_listed(reports: Cast) -> None:
    make_outing(reports.officer, started_at=at("2026-09-12 07:30"), ended_at=at("2026-09-12 08:30"))
    compile_report(unit=reports.station, period=period_named("2026-09"))

    page = english(reports.commander).get("/statistics/", {"year": "2026", "kind": "months"}).content.decode()

    assert page.count("/statistics/2026-09/?unit=SPQ") == 1
    assert "revision 2" in page


def test_a_filter_that_cannot_be_understood_is_named(reports: Cast) -> None:
    answer = english(reports.commander).get("/statistics/", {"state": "lost"})

    assert (answer.status_code, list(answer.context["filter"].form.errors)) == (400, ["state"])


def test_the_bureau_lists_each_unit_below(reports: Cast) -> None:
    assert listed(reports.bureau) == []
    assert listed(reports.bureau, unit="SPQ", kind="months") == ["October 2026", "September 2026"]


def test_the_list_asks_as_many_queries_at_4_rows_as_at_30(reports: Cast) -> None:
    client, counts = english(reports.commander), []
    for years in (range(0), range(2000, 2018)):
        for year in years:
            days = {"first_day": date(year, 1, 1), "last_day": date(year, 12, 31)}
            Report.objects.create(unit=reports.station, compiled_at=at("2026-11-10 12:00"), **days)
            make_imported_period(reports.station, f"{year}-03")
        counts.append(counted(client, "/statistics/"))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "year", "year": "2026"}, "2026"),
        ({"kind": "months", "first_month": "2026-02", "last_month": "2026-06"}, "2026-02-01_2026-06-30"),
        ({"kind": "months", "first_month": "2026-02", "last_month": "2026-02"}, "2026-02"),
        ({"kind": "days", "first_day": "2026-02-01", "last_day": "2026-06-27"}, "2026-02-01_2026-06-27"),
        # What another kind asks for is not looked at.
        ({"kind": "year", "year": "2025", "first_day": "soon", "first_month": "x"}, "2025"),
    ],
)
def test_a_report_is_asked_for_by_year_months_or_days(cast: Cast, given: dict[str, str], code: str) -> None:
    answer = english(cast.commander).post("/statistics/new/", given)

    assert answer.headers["Location"] == f"/statistics/{code}/?unit=SPQ"
    assert Report.objects.get().period.code == code
    assert LogEntry.objects.filter(actor=cast.commander, action=LogEntry.Action.CREATE).count() == 1


def test_a_report_is_asked_for_by_term(cast: Cast) -> None:
    term = make_span(cast.bureau_unit, Span.Kind.TERM, date(2026, 9, 1), date(2027, 1, 29))

    answer = english(cast.commander).post("/statistics/new/", {"kind": "term", "term": term.pk})

    assert answer.headers["Location"] == "/statistics/2026-09-01_2027-01-29/?unit=SPQ"


def test_what_is_asked_for_is_compiled_by_the_worker_and_sums_its_days(cast: Cast) -> None:
    for moment in ("2026-02-01 00:00", "2026-06-27 23:59", "2026-06-28 00:00"):
        make_outing(cast.officer, started_at=at(moment), ended_at=at(moment))
    days = {"kind": "days", "first_day": "2026-02-01", "last_day": "2026-06-27"}

    english(cast.commander).post("/statistics/new/", days)
    compile_what_waits()

    report = Report.objects.of(period_named("2026-02-01_2026-06-27")).get(unit=cast.station)
    assert report.waiting_since is None
    assert report.figures.get(key="officer_person_times").value == 2


def test_a_month_that_is_asked_for_waits_as_months_do(cast: Cast) -> None:
    month = {"kind": "months", "first_month": "2018-02", "last_month": "2018-02"}

    english(cast.commander).post("/statistics/new/", month)

    assert Report.objects.get().waiting_since is None
    assert StaleMonth.objects.get().first_day == date(2018, 2, 1)


def test_the_same_period_again_leads_to_the_report_that_is_there(reports: Cast) -> None:
    client = english(reports.commander)

    with nothing_written():
        answer = client.post("/statistics/new/", {"kind": "year", "year": "2025"})

    assert answer.headers["Location"] == "/statistics/2025/?unit=SPQ"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "kind"),
        ({"kind": "year", "year": ""}, "year"),
        ({"kind": "year", "year": "2027"}, "year"),  # it has not begun
        ({"kind": "year", "year": "1999"}, "year"),
        ({"kind": "term", "term": "0"}, "term"),
        ({"kind": "months", "first_month": "2026-13", "last_month": "2026-06"}, "first_month"),
        ({"kind": "months", "first_month": "2026-06", "last_month": "2026-05"}, "last_month"),
        ({"kind": "days", "first_day": "2026-06-02", "last_day": "2026-06-01"}, "last_day"),
        ({"kind": "days", "first_day": "2026-11-11", "last_day": "2026-11-12"}, "first_day"),
        ({"kind": "days", "first_day": "2020-03-01", "last_day": "2025-03-01"}, "last_day"),  # a day too long
    ],
)
def test_what_cannot_be_a_period_is_named_at_its_field(cast: Cast, given: dict[str, str], field: str) -> None:
    client = english(cast.commander)

    with nothing_written():
        answer = client.post("/statistics/new/", given)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])


def test_the_bureau_asks_for_a_unit_below_and_nobody_for_another_station(cast: Cast) -> None:
    given = {"kind": "year", "year": "2026"}

    answer = english(cast.bureau).post("/statistics/new/", given | {"unit": "XJW"})
    assert answer.headers["Location"] == "/statistics/2026/?unit=XJW"
    english(cast.commander).post("/statistics/new/", given | {"unit": "OTH"})
    assert not Report.objects.filter(unit=cast.other_station).exists()
