"""`/dashboard/`: decisions first, then the day, then the month's compiled figures."""

from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from campus_safety.accounts.models import User
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.statistics.actions.waiting import compile_what_waits
from campus_safety.statistics.models import Figure, Report, StaleMonth
from campus_safety.statistics.periods import month_named
from patrols.models import Duty
from tests.cast import Cast
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_user, make_vehicle, make_window

NOW = at("2026-11-23 08:41")
NOVEMBER = month_named("2026-11")


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def _get(client: Client, user: User, query: str = "", status: int = 200) -> str:
    client.force_login(user)
    client.cookies["django_language"] = "en"
    answer = client.get(f"/dashboard/{query}")
    assert answer.status_code == status
    return answer.content.decode()


class _Figures(HTMLParser):
    """{data-figure: (data-value, the links inside: the rows, and how it breaks down)}."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.key = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if "data-figure" in named:
            self.key = named["data-figure"]
            self.found[self.key] = [named["data-value"]]
        elif tag == "a" and self.key:
            self.found[self.key].append(named["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self.key = ""


def _figures(page: str) -> dict[str, list[str]]:
    parser = _Figures()
    parser.feed(page)
    return parser.found


def _fill(cast: Cast, days: int = 3) -> None:
    """A few days of work: one outing, two check-ins and two duties a day, one of them missed."""
    windows = [make_window(point) for point in (cast.point, make_point(cast.station, "SPQ-02"))]
    car = make_vehicle(cast.station)
    for day in range(1, days + 1):
        start = at(f"2026-11-{day:02d} 07:30")
        make_outing(
            cast.officer, cast.colleague, started_at=start, ended_at=start, vehicles=(car,), volunteers=2
        )  # fmt: skip
        make_check_in(cast.officer, cast.point, start)
        make_duty(windows[0], date(2026, 11, day), "done")
        make_duty(windows[1], date(2026, 11, day), "missed")


def test_each_figure_stands_with_its_plain_number_and_its_rows(cast: Cast, client: Client) -> None:
    _fill(cast)
    compile_what_waits()
    span = "from=2026-11-01&to=2026-11-30&unit=SPQ"

    figures = _figures(_get(client, cast.commander))

    assert {key: found[:2] for key, found in figures.items()} == {
        "outings": ["3", f"/patrols/outings/?{span}&led=1"],
        "officer_person_times": ["6", f"/patrols/outings/?{span}"],
        "vehicle_dispatches": ["3", f"/patrols/outings/?{span}&has=vehicles"],
        "volunteer_person_times": ["6", f"/patrols/outings/?{span}&has=volunteers"],
        "check_ins": ["3", f"/patrols/check-ins/?{span}"],
        "duties_due": ["6", f"/patrols/duties/?{span}&closed=1"],
        "duties_done": ["3", f"/patrols/duties/?{span}&closed=1&state=done"],
        "duties_missed": ["3", f"/patrols/duties/?{span}&closed=1&done=0"],
        "visibility_rate": ["50", f"/patrols/duties/?{span}&closed=1"],
        "schools_inspected": ["0", f"/schools/inspections/?{span}&by=police"],
        "hazards_found": ["0", f"/schools/hazards/?{span}&counted=1"],
        "hazards_open": ["0", "/schools/hazards/?open_on=2026-11-30&unit=SPQ"],
        "hazards_overdue": ["0", "/schools/hazards/?overdue_on=2026-11-30&unit=SPQ"],
        "hazards_rectified": ["0", f"/schools/hazards/?{span}&dated=verified"],
        "notices_issued": ["0", f"/schools/notices/?{span}"],
        "incidents_reported": ["0", f"/incidents/?{span}&counted=1"],
        "incidents_solved": ["0", f"/incidents/?{span}&dated=solved"],
        "solve_rate": ["", f"/incidents/?{span}&counted=1"],
        "property_lost_cny": ["0", f"/incidents/property/?{span}&counted=1"],
        "property_recovered_cny": ["0", f"/incidents/property/?{span}&dated=recovered&counted=1"],
        "video_hours": ["0", f"/incidents/actions/?{span}&kind=video_review"],
        "stakeout_hours": ["0", f"/incidents/actions/?{span}&kind=stakeout"],
        "campus_visits": ["0", f"/outreach/activities/?{span}&kind=visit&counted=1"],
        "legal_education_sessions": ["0", f"/outreach/activities/?{span}&kind=lecture&counted=1"],
        "class_hours": ["0", f"/outreach/activities/?{span}&kind=lecture&counted=1"],
        "drills_held": ["0", f"/outreach/activities/?{span}&kind=drill&counted=1"],
        "drills_overdue": ["0", "/outreach/drills/?overdue=2026-11-30&unit=SPQ"],
        "people_educated": ["0", f"/outreach/activities/?{span}&educating=1&counted=1"],
        "measures_served": ["0", "/outreach/measures/?period=2026-11&unit=SPQ"],
        "event_covers": ["0", f"/outreach/covers/?{span}&covered=1"],
        "opinions_answered": ["0", f"/outreach/opinions/?{span}&dated=answered"],
        "disputes_resolved": ["0", f"/outreach/disputes/?{span}&dated=ended&state=resolved"],
        "satisfaction": ["", f"/outreach/feedback/?{span}&stage=over"],
    }
    assert {key: found[2] for key, found in figures.items()} == {
        key: f"/statistics/2026-11/figures/{key}/?unit=SPQ" for key in figures
    }


def test_figures_are_the_compiled_ones(cast: Cast, client: Client) -> None:
    compile_what_waits()
    Figure.objects.filter(report__unit=cast.station, key="check_ins").update(value=4321, before=4333)

    page = _get(client, cast.commander)

    assert _figures(page)["check_ins"][0] == "4321"
    assert "4,321" in page
    assert "−12" in page


def test_an_empty_month_shows_zeros_and_no_rate(cast: Cast, client: Client) -> None:
    compile_what_waits()

    figures = {key: found[0] for key, found in _figures(_get(client, cast.commander)).items()}

    assert {figures.pop(rate) for rate in ("visibility_rate", "solve_rate", "satisfaction")} == {""}
    assert set(figures.values()) == {"0"}


def test_a_month_not_yet_compiled_says_so_and_compiles_nothing(cast: Cast, client: Client) -> None:
    page = _get(client, cast.commander)

    assert "The figures are being compiled" in page
    assert 'hx-trigger="every 10s"' in page
    assert not Report.objects.exists()
    assert not StaleMonth.objects.exists()


def test_new_records_are_announced_until_they_are_compiled(cast: Cast, client: Client) -> None:
    compile_what_waits()
    assert "There are new records" not in _get(client, cast.commander)
    mark_months_stale(unit_ids=[cast.station.pk], moments=[NOW])

    assert "There are new records" in _get(client, cast.commander)
    assert "There are new records" in _get(client, cast.bureau, "?unit=JLP")
    compile_what_waits()
    assert "There are new records" not in _get(client, cast.commander)


@pytest.mark.parametrize("month", ["2026-13", "november", "2026-1", "9999-01"])
def test_a_bad_month_is_named_and_refused(cast: Cast, client: Client, month: str) -> None:
    assert "A month is written as YYYY-MM." in _get(client, cast.commander, f"?month={month}", 400)


def test_a_month_ahead_and_one_without_records_say_what_they_are(cast: Cast, client: Client) -> None:
    assert "This month has not begun" in _get(client, cast.commander, "?month=2026-12")
    assert "Nothing was compiled" in _get(client, cast.commander, "?month=2018-01")


def test_the_month_before_and_after_are_one_step_away(cast: Cast, client: Client) -> None:
    page = _get(client, cast.commander, "?month=2026-10")

    assert 'href="?month=2026-09"' in page
    assert 'href="?month=2026-11"' in page
    assert 'rel="next"' not in _get(client, cast.commander)


def test_a_commander_of_the_bureau_picks_a_unit_below(cast: Cast, client: Client) -> None:
    _fill(cast)
    compile_what_waits()

    assert _figures(_get(client, cast.bureau))["check_ins"][0] == "3"
    assert _figures(_get(client, cast.bureau, "?unit=SPQ"))["check_ins"][0] == "3"
    assert _figures(_get(client, cast.bureau, "?unit=OTH"))["check_ins"][0] == "0"


@pytest.mark.parametrize("code", ["OTH", "JLP", "NOWHERE"])
def test_a_unit_that_is_not_below_is_not_found(cast: Cast, client: Client, code: str) -> None:
    client.force_login(cast.commander)

    assert client.get("/dashboard/", {"unit": code}).status_code == 404


@pytest.mark.parametrize("role", ["officer", "principal", "auditor", "administrator"])
def test_the_desk_is_the_commanders(cast: Cast, client: Client, role: str) -> None:
    user = cast.roles[role]
    assert user
    _get(client, user, status=403)


def _trouble(cast: Cast, number: int) -> None:
    """So many late duties, doubtful check-ins and forgotten outings."""
    for _each in range(number):
        point = make_point(cast.station, name=f"南门 {_each}")
        make_duty(make_window(point, occasion="arrival"), date(2026, 11, 23), "missed", closed_at=NOW)
        make_check_in(cast.officer, point, at("2026-11-20 08:22"), flags=["outside_fence"], distance_m=212.3)
        out = make_user(unit=cast.station)
        make_outing(out, started_at=NOW - timedelta(hours=26), kind="peak")


def test_what_waits_for_a_decision_comes_first(cast: Cast, client: Client) -> None:
    _trouble(cast, 2)
    duty = Duty.objects.first()
    assert duty

    page = _get(client, cast.commander)

    words = ["6 things wait for you", "2 duties are late", "11 min late", "Send somebody", duty.get_absolute_url()]
    words += ["2 check-ins are in doubt", "212 m from the point", "2 outings have not been ended", "out for 26 h"]
    assert [word for word in words if word not in page] == []


def test_nothing_waits_when_all_is_well(cast: Cast, client: Client) -> None:
    make_duty(make_window(cast.point), date(2026, 11, 23), "done")
    make_check_in(cast.officer, cast.point, NOW)
    make_outing(cast.officer, started_at=NOW - timedelta(hours=1))

    page = _get(client, cast.commander)

    assert "Nothing waits for you" in page
    assert "1 outing on the road" in page


def test_trouble_of_another_station_is_not_shown(cast: Cast, client: Client) -> None:
    strange = make_point(cast.other_station, name="别处的点位")
    make_duty(make_window(strange), date(2026, 11, 23), "missed")
    make_check_in(cast.other_officer, strange, NOW, flags=["no_fix"])
    make_outing(cast.other_officer, started_at=NOW - timedelta(hours=26))

    page = _get(client, cast.commander)

    assert "Nothing waits for you" in page
    assert "别处的点位" not in page


def test_the_largest_gap_is_the_heading_of_the_table(cast: Cast, client: Client) -> None:
    arrival = make_window(cast.point)
    evening = make_window(make_point(cast.station, "SPQ-33"), occasion="evening")
    for day, (morning, night) in enumerate([("done", "done"), ("done", "missed"), ("done", "done")], start=1):
        make_duty(arrival, date(2026, 11, day), morning)
        make_duty(evening, date(2026, 11, day), night)
    compile_report(unit=cast.station, period=NOVEMBER)

    page = _get(client, cast.commander)

    assert "The gap is largest at evening study: point 33 67%" in page
    assert '<td class="shade-4">67</td>' in page
    assert '<td class="">100</td>' in page


def test_the_desk_asks_as_many_queries_at_1_row_as_at_30(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _fill(cast, days=1)
    _trouble(cast, 1)
    compile_what_waits()
    client.force_login(cast.commander)
    client.get("/dashboard/")
    few = _count(client)

    _trouble(cast, 29)
    for month in range(1, 11):
        compile_report(unit=cast.station, period=month_named(f"2026-{month:02d}"))

    with django_assert_num_queries(few):
        client.get("/dashboard/")
    assert few <= 42


def _count(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get("/dashboard/")
    return len(captured)
