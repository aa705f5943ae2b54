"""`/statistics/` and `/statistics/<YYYY-MM>/`: the reports of the months, for commanders."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import User
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import month_named
from tests.cast import Cast
from tests.factories import at, make_outing
from tests.factories.reports import make_signed_report

OCTOBER = month_named("2026-10")


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def _get(client: Client, user: User, address: str, status: int = 200) -> str:
    client.force_login(user)
    client.cookies["django_language"] = "en"
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def october(cast: Cast) -> Cast:
    """October, with one outing of the station's, compiled for the station and the bureau."""
    moment = at("2026-10-12 07:30")
    make_outing(cast.officer, cast.colleague, started_at=moment, ended_at=moment, volunteers=2)
    for unit in (cast.station, cast.bureau_unit):
        compile_report(unit=unit, period=OCTOBER)
    return cast


@pytest.mark.parametrize("role", ["officer", "principal", "auditor", "administrator"])
@pytest.mark.parametrize("address", ["/statistics/", "/statistics/2026-10/"])
def test_reports_are_the_commanders(october: Cast, client: Client, role: str, address: str) -> None:
    user = october.roles[role]
    assert user

    _get(client, user, address, 403)


def test_the_list_leads_to_each_report_the_newest_first(october: Cast, client: Client) -> None:
    compile_report(unit=october.station, period=month_named("2026-11"))

    page = _get(client, october.commander, "/statistics/")

    links = [f"/statistics/2026-{month}/?unit=SPQ" for month in ("11", "10")]
    assert -1 < page.index(links[0]) < page.index(links[1])
    assert "October 2026" in page


def test_an_empty_list_says_when_the_first_report_comes(cast: Cast, client: Client) -> None:
    assert "No report yet" in _get(client, cast.commander, "/statistics/")


def test_a_report_shows_figures_how_they_are_counted_and_their_rows(october: Cast, client: Client) -> None:
    page = _get(client, october.commander, "/statistics/2026-10/")

    for words in (
        "Report of October 2026",
        "石坪桥派出所",
        "Draft: not signed",
        'data-figure="officer_person_times" data-value="2"',
        "/patrols/outings/?from=2026-10-01&amp;to=2026-10-31&amp;unit=SPQ",
        "Visibility rate = duties done ÷ duties due.",
    ):
        assert words in page


def test_a_signed_report_is_no_draft(october: Cast, client: Client) -> None:
    make_signed_report(october.station, "2026-10", by=october.commander)

    page = _get(client, october.commander, "/statistics/2026-10/")

    assert "Draft: not signed" not in page
    assert "signed" in page


def test_new_records_are_announced(october: Cast, client: Client) -> None:
    mark_months_stale(unit_ids=[october.station.pk], moments=[at("2026-10-12 07:30")])

    assert "New records follow within a minute" in _get(client, october.commander, "/statistics/2026-10/")


def test_the_bureau_reads_the_report_of_each_unit_below(october: Cast, client: Client) -> None:
    assert "SPQ" in _get(client, october.bureau, "/statistics/2026-10/?unit=SPQ")
    _get(client, october.bureau, "/statistics/2026-10/?unit=XJW", 404)
    _get(client, october.bureau, "/statistics/2026-10/?unit=NOWHERE", 404)


def test_a_report_of_another_station_is_not_found(october: Cast, client: Client) -> None:
    compile_report(unit=october.other_station, period=OCTOBER)

    client.force_login(october.commander)
    addresses = ("/statistics/2026-10/?unit=OTH", "/statistics/?unit=OTH")
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_a_bad_month_is_named_and_one_that_is_not_compiled_is_not_found(october: Cast, client: Client) -> None:
    assert "A month is written as YYYY-MM." in _get(client, october.commander, "/statistics/2026-13/", 400)
    assert "A period is written" in _get(client, october.commander, "/statistics/9999-12-31_9999-12-31/", 400)
    _get(client, october.commander, "/statistics/2018-02/", 404)


@pytest.mark.parametrize("address", ["/statistics/", "/statistics/2026-10/"])
def test_reports_ask_as_many_queries_at_1_row_as_at_30(october: Cast, client: Client, address: str) -> None:
    _get(client, october.commander, address)
    counts = []
    for months in ([], [month_named(f"{year}-{month:02d}") for year in (2024, 2025) for month in range(1, 13)]):
        Report.objects.bulk_create(
            Report(unit=october.station, first_day=one.first_day, last_day=one.last_day, compiled_at=one.ends_at)
            for one in months
        )
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 12
