"""The pages for everybody: the list of points, one point, find my school."""

import re
from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from campus_safety.accounts.models import Unit
from patrols.models import Outing
from tests.cast import Cast
from tests.factories import at, make_duty, make_outing, make_point, make_school, make_window

DAY = date(2026, 10, 12)
CHECK_IN = "/today/check-in/SPQ-01/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """A Monday, 12:00."""
    with time_machine.travel(at("2026-10-12 12:00"), tick=False) as clock:
        yield clock


@pytest.fixture
def english(client: Client) -> Client:
    """A reader of English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def text_of(client: Client, url: str) -> str:
    """The words of a page, without its tags and with single spaces."""
    page = client.get(url)
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_home_dials_the_hotline_first(cast: Cast, client: Client) -> None:
    page = client.get("/").content.decode()
    assert page.index('href="tel:68823318"') < page.index('id="all-points"')


def test_home_lists_points_under_their_schools(cast: Cast, english: Client) -> None:
    make_point(cast.station, "SPQ-02", schools=[cast.school])
    make_point(cast.station, "SPQ-03", name="俊逸新视界广场")
    page = english.get("/").content.decode()
    assert '<span class="quiet">3 points</span>' in page
    for code in ("SPQ-01", "SPQ-02", "SPQ-03"):
        assert f'href="/points/{code}/"' in page
    assert re.findall(r'data-school="([^"]+)"', page) == ["三峡幼儿园", "俊逸新视界广场"]


def test_home_counts_and_does_not_mark_before_the_last_window(cast: Cast, english: Client) -> None:
    make_duty(make_window(cast.point), DAY, "done")
    make_duty(make_window(cast.point, time(16, 30), time(17, 30)), DAY)
    page = english.get("/").content.decode()
    assert "1 of 1 points served" in page
    assert '"state": "wait"' in page
    assert '"state": "done"' not in page
    assert "mk-done" not in page.replace("mk mk-done s", "")  # the tally counts, the list and the map stay neutral


def test_home_marks_the_points_served_after_the_last_window(
    cast: Cast, english: Client, noon: time_machine.Traveller
) -> None:
    make_point(cast.station, "SPQ-02", schools=[cast.school])
    make_duty(make_window(cast.point), DAY, "done")
    make_duty(make_window(cast.point, time(16, 30), time(17, 30)), DAY, "missed")
    noon.move_to(at("2026-10-12 17:30"), tick=False)
    page = english.get("/").content.decode()
    assert re.findall(r'"code": "(SPQ-\d+)".*?"state": "(\w+)"', page) == [("SPQ-01", "done"), ("SPQ-02", "wait")]
    assert "1 of 2 points served" in page


def test_home_has_words_for_a_day_without_a_result(cast: Cast, english: Client) -> None:
    assert "No window of today is over yet" in text_of(english, "/")


def test_home_stands_without_any_data(client: Client, db: None) -> None:
    assert "tel:" not in client.get("/").content.decode()


def test_home_switches_the_language_and_signs_in(cast: Cast, client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/language/en/?next=%2F"' in page or 'href="/language/en/?next=/"' in page
    assert 'href="/sign-in/"' in page


def test_point_says_where_whose_and_whom_to_ring(cast: Cast, english: Client) -> None:
    cast.point.address = "石坪桥正街 12 号"
    cast.point.save()
    page = english.get("/points/SPQ-01/").content.decode()
    for shown in (cast.point.name, "石坪桥正街 12 号", "三峡幼儿园", 'href="tel:68823318"'):
        assert shown in page


def test_point_is_marked_served_only_after_the_last_window(
    cast: Cast, english: Client, noon: time_machine.Traveller
) -> None:
    make_duty(make_window(cast.point), DAY, "done")
    make_duty(make_window(cast.point, time(16, 30), time(17, 30)), DAY)
    assert "Served today" not in text_of(english, "/points/SPQ-01/")
    noon.move_to(at("2026-10-12 17:30"), tick=False)
    assert "Served today" in text_of(english, "/points/SPQ-01/")


def test_a_point_that_was_not_served_looks_as_before(cast: Cast, english: Client, noon: time_machine.Traveller) -> None:
    make_duty(make_window(cast.point), DAY, "missed")
    make_duty(make_window(make_point(cast.station), time(16, 30), time(17, 30)), DAY)
    before = english.get("/points/SPQ-01/").content
    noon.move_to(at("2026-10-12 17:30"), tick=False)
    assert english.get("/points/SPQ-01/").content == before


def test_hidden_ended_and_unknown_points_are_the_same_404(cast: Cast, client: Client) -> None:
    make_point(cast.station, "SPQ-02", is_published=False)
    make_point(cast.station, "SPQ-03", in_force_until=date(2026, 10, 11))
    make_point(cast.station, "SPQ-04", in_force_from=date(2026, 10, 13))
    client.force_login(cast.officer)
    pages = [client.get(f"/points/SPQ-0{number}/") for number in (2, 3, 4, 9)]
    assert {page.status_code for page in pages} == {404}
    bodies = {re.sub(r'SPQ-\d+|csrfmiddlewaretoken" value="\w+"', "", page.content.decode()) for page in pages}
    assert len(bodies) == 1


@pytest.mark.parametrize(
    ("role", "may"),
    [("officer", True), ("commander", True), ("other_officer", False), ("principal", False), ("auditor", False)],
)
def test_point_lets_its_officers_check_in(cast: Cast, client: Client, role: str, may: bool) -> None:
    client.force_login(getattr(cast, role))
    page = client.get("/points/SPQ-01/?sign=a%26b").content.decode()
    assert (f'href="{CHECK_IN}?sign=a%26b"' in page) is may


@pytest.mark.parametrize(
    ("leads", "has_ended", "may"), [(True, False, True), (False, False, True), (False, True, False)]
)
def test_point_lets_a_joint_outing_check_in(
    cast: Cast, client: Client, leads: bool, has_ended: bool, may: bool
) -> None:
    ended_at = at("2026-10-12 11:00") if has_ended else None
    outing = make_outing(
        cast.squad_officer,
        started_at=at("2026-10-12 07:00"),
        ended_at=ended_at,
        kind=Outing.Kind.JOINT,
        unit=cast.station if leads else cast.squad,
    )
    outing.units.add(cast.squad if leads else cast.station)
    client.force_login(cast.squad_officer)
    assert (CHECK_IN in client.get("/points/SPQ-01/").content.decode()) is may


def test_point_leads_a_visitor_back_from_the_sign_in(cast: Cast, client: Client) -> None:
    page = client.get("/points/SPQ-01/?sign=abc").content.decode()
    assert 'href="/sign-in/?next=%2Fpoints%2FSPQ-01%2F%3Fsign%3Dabc"' in page
    assert CHECK_IN not in page


@pytest.mark.parametrize("query", ["三峡", "%20三峡%20", "峡幼"])
def test_find_names_schools_with_their_points(cast: Cast, client: Client, query: str) -> None:
    page = client.get(f"/find/?q={query}").content.decode()
    assert re.findall(r'data-school="([^"]+)"', page) == ["三峡幼儿园"]
    assert 'href="/points/SPQ-01/"' in page


def test_find_shows_only_public_points_of_open_schools(cast: Cast, client: Client) -> None:
    make_point(cast.station, "SPQ-02", schools=[cast.school], is_published=False)
    make_school(cast.station, "三峡旧园", is_open=False)
    page = client.get("/find/?q=三峡").content.decode()
    assert re.findall(r'data-school="([^"]+)"', page) == ["三峡幼儿园"]
    assert "SPQ-02" not in page


def test_find_says_that_no_school_is_called_so(cast: Cast, english: Client) -> None:
    assert "No school is called “青山”" in text_of(english, "/find/?q=青山")


def test_find_shows_what_was_typed_as_text(cast: Cast, client: Client) -> None:
    assert "<b>x" not in client.get("/find/?q=<b>x").content.decode()


@pytest.mark.parametrize("query", ["a" * 31, "a%00b", "学" * 500])
def test_find_names_the_error_in_bad_input(cast: Cast, english: Client, query: str) -> None:
    page = english.get(f"/find/?q={query}").content.decode()
    assert 'aria-invalid="true"' in page
    assert "data-school=" not in page
    assert len(page) < 50_000


@pytest.mark.parametrize("page", ["2", "0", "x", "99999"])
def test_find_turns_pages(cast: Cast, client: Client, page: str) -> None:
    for _ in range(21):
        make_school(cast.station)
    assert client.get("/find/", {"page": page}).status_code == 200


@pytest.mark.parametrize("url", ["/find/", "/points/SPQ-01/"])
def test_queries_are_the_same_at_1_and_30_points(
    cast: Cast,
    client: Client,
    url: str,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(url)
    with django_assert_max_num_queries(6) as at_one:
        client.get(url)
    for number in range(2, 31):
        point = make_point(cast.station, f"SPQ-{number:02d}", schools=[cast.school, make_school(cast.station)])
        make_duty(make_window(point), DAY)
    with django_assert_num_queries(len(at_one)):
        client.get(url)


def test_no_point_carries_the_hotline_of_another_station(cast: Cast, client: Client) -> None:
    make_point(cast.other_station, "OTH-01")

    features = client.get("/api/v1/public/patrol-points.geojson").json()["features"]

    assert {one["properties"]["code"]: one["properties"]["hotline"] for one in features} == {
        "SPQ-01": "68823318",
        "OTH-01": "",
    }
    assert "68823318" not in client.get("/points/OTH-01/").content.decode().split("<footer")[0]


def test_a_unit_without_a_hotline_shows_none(cast: Cast, client: Client) -> None:
    Unit.objects.update(hotline="")
    assert "tel:" not in client.get("/points/SPQ-01/").content.decode()
