"""The list of premises, with its map, its totals and its filters."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.levels import Level
from schools.models import Premises
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.factories import at, make_school
from tests.factories.schools import make_premises, place_at

LIST = "/schools/premises/"
Kind = Premises.Kind

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today() -> Any:
    """It is noon of 2026-11-26."""
    with time_machine.travel(at("2026-11-26 12:00"), tick=False):
        yield


def listed(client: Client, **given: str) -> list[Premises]:
    """The premises of the list, in order."""
    return [row.premises for row in client.get(LIST, given).context["page_obj"]]


def test_the_list_is_for_police(cast: Cast) -> None:
    assert answers(cast, LIST) == OWN_POLICE_ONLY | {"other_officer": 200}
    assert Client().get(LIST).status_code == 302


def test_it_shows_those_of_the_own_unit(cast: Cast) -> None:
    ours, theirs = make_premises(cast.station), make_premises(cast.other_station)
    assert listed(signed_in(cast.officer)) == [ours]
    assert listed(signed_in(cast.other_officer)) == [theirs]
    assert set(listed(signed_in(cast.bureau))) == {ours, theirs}


def test_it_asks_as_often_for_3_as_for_1(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    make_school(cast.station, level=Level.MIDDLE)
    make_premises(cast.station, Kind.INTERNET_CAFE)
    one, filtered = counted(client, LIST), counted(client, f"{LIST}?flagged=1&near={cast.school.pk}&overdue=0")
    for _ in range(2):
        make_premises(cast.other_station, Kind.INTERNET_CAFE)
        make_school(cast.station, level=Level.MIDDLE)
    assert counted(client, LIST) == one
    assert counted(client, f"{LIST}?flagged=1&near={cast.school.pk}&overdue=0") == filtered


def test_the_choice_of_schools_asks_for_no_levels(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        signed_in(cast.officer).get(LIST)
    levels = [query["sql"] for query in queries if 'FROM "schools_schoollevel"' in query["sql"]]
    assert len(levels) == 2  # for what the rows and the totals say is broken


def test_rows_name_the_nearest_school_and_what_is_broken(cast: Cast) -> None:
    middle = make_school(cast.station, "第一中学", Level.MIDDLE, **place_at(150, 180))
    cafe = make_premises(cast.station, Kind.INTERNET_CAFE, distance_m=40, next_check_on=date(2026, 11, 25))
    away = make_premises(cast.station, Kind.INTERNET_CAFE, distance_m=900)
    rows = {row.premises.pk: row for row in signed_in(cast.officer).get(LIST).context["page_obj"]}
    assert rows[cafe.pk].nearest.distance_m == pytest.approx(40)
    assert [breach.school for breach in rows[cafe.pk].breaches] == [middle]
    assert rows[cafe.pk].is_overdue
    assert (rows[away.pk].nearest, rows[away.pk].breaches) == (None, [])


def test_totals_count_all_that_is_listed(cast: Cast) -> None:
    make_school(cast.station, level=Level.MIDDLE)
    make_premises(cast.station, Kind.RENTAL, temporary_residents=7, next_check_on=date(2026, 11, 25))
    make_premises(cast.station, Kind.RENTAL, temporary_residents=5, is_open=False, next_check_on=date(2026, 11, 25))
    make_premises(cast.station, Kind.INTERNET_CAFE, next_check_on=date(2026, 11, 26))
    client = signed_in(cast.officer)
    assert client.get(LIST).context["totals"] == {"sites": 3, "overdue": 1, "flagged": 1, "residents": 7}
    of_cafes = {"sites": 1, "overdue": 0, "flagged": 1, "residents": 0}
    assert client.get(LIST, {"kind": Kind.INTERNET_CAFE}).context["totals"] == of_cafes


def test_the_map_has_the_premises_of_the_page_and_the_schools_near(cast: Cast) -> None:
    far = make_school(cast.station, "远处小学", **place_at(3000, 90))
    cafe = make_premises(cast.station, Kind.BAR, next_check_on=date(2026, 11, 25))
    shown = signed_in(cast.officer).get(LIST).context["map_data"]
    assert {school["name"] for school in shown["schools"]} == {cast.school.name, cast.other_school.name}
    assert far.name not in str(shown)
    assert [(mark["url"], mark["is_flagged"], mark["is_late"]) for mark in shown["premises"]] == [
        (cafe.get_absolute_url(), True, True)
    ]


def test_premises_are_found(cast: Cast) -> None:
    middle = make_school(cast.station, level=Level.MIDDLE, **place_at(3000, 90))
    wanted = make_premises(
        cast.station, Kind.INTERNET_CAFE, name="桥北网吧", address="石坪桥正街 7 号", is_open=True,
        next_check_on=date(2026, 11, 25), **place_at(2900, 90),
    )  # fmt: skip
    make_premises(cast.station, Kind.INTERNET_CAFE, next_check_on=date(2026, 11, 26))
    make_premises(cast.station, Kind.RENTAL, is_open=False, next_check_on=date(2026, 11, 25))
    client = signed_in(cast.officer)
    for given in (
        {"q": "桥北 正街"},
        {"kind": Kind.INTERNET_CAFE, "overdue": "1"},
        {"flagged": "1"},
        {"near": str(middle.pk)},
        {"overdue": "1"},
    ):
        assert listed(client, **given) == [wanted], given
    assert len(listed(client, open="0")) == 1
    assert len(listed(client, overdue="0")) == len(listed(client, flagged="0")) == 2
    assert listed(signed_in(cast.bureau), unit="OTH") == []


def test_they_stand_in_the_order_asked_for(cast: Cast) -> None:
    days = [None, date(2026, 1, 2), date(2026, 1, 1)]
    never, late, early = (make_premises(cast.station, name=f"{n}", last_check_on=d) for n, d in enumerate(days))
    client = signed_in(cast.officer)
    assert listed(client, ordering="name") == [never, late, early]
    assert listed(client, ordering="-last_check_on") == [late, early, never]
    assert listed(client, ordering="last_check_on") == [never, early, late]
    Premises.objects.filter(pk=late.pk).update(next_check_on=date(2026, 12, 1))
    assert listed(client) == [late, never, early]


@pytest.mark.parametrize(
    "given", [{"kind": "x"}, {"near": "0"}, {"near": "x"}, {"flagged": "x"}, {"q": "a\0"}, {"unit": "OTH"}]
)
def test_a_bad_filter_gets_a_named_error(cast: Cast, given: dict[str, str]) -> None:
    response = signed_in(cast.officer).get(LIST, given)
    assert response.status_code == 400
    assert list(response.context["filter"].form.errors) == list(given)


def test_who_sees_none_is_told_what_to_do(cast: Cast) -> None:
    assert "/schools/premises/new/" in signed_in(cast.officer).get(LIST).content.decode()
    assert "/schools/premises/new/" not in signed_in(cast.squad_officer).get(LIST).content.decode()
