"""The suggested order: every point once, a short way, the same each time, quick; and the officer's page with it."""

import random
import time as clock_time
from datetime import date, time
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from campus_safety.geo.places import distance_m, on_plane
from patrols.rounds import shortest_order
from tests.cast import Cast
from tests.clients import counted
from tests.factories import PLACE, at, make_check_in, make_duty, make_outing, make_point, make_window

DAY = date(2026, 11, 23)
MORNING = (time(8), time(9))
STATION = (29.519, 106.489)


def scattered(number: int, seed: int = 7) -> list[tuple[float, float]]:
    """Places within two kilometres of the station."""
    rnd = random.Random(seed)
    return [(STATION[0] + rnd.uniform(-0.02, 0.02), STATION[1] + rnd.uniform(-0.02, 0.02)) for _each in range(number)]


def length_m(start: tuple[float, float], places: list[tuple[float, float]], order: list[int]) -> float:
    """Of the way from the start through the places in this order."""
    way = [start, *(places[number] for number in order)]
    return sum(distance_m(one, other) for one, other in pairwise(way))


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 34, 60, 61, 120])
@pytest.mark.parametrize("start", [STATION, None])
def test_it_comes_to_every_place_once_and_in_the_same_order_each_time(
    number: int, start: tuple[float, float] | None
) -> None:
    places = scattered(number)

    order = shortest_order(start, places)

    assert sorted(order) == list(range(number))
    assert shortest_order(start, places) == order


def test_places_in_a_row_are_visited_in_a_row() -> None:
    row = [(STATION[0], STATION[1] + step / 1000) for step in (5, 1, 4, 2, 3)]

    assert shortest_order(STATION, row) == [1, 3, 4, 2, 0]
    assert shortest_order(None, row) == [0, 2, 4, 3, 1]


def test_places_at_one_spot_are_no_trouble() -> None:
    assert sorted(shortest_order(STATION, [PLACE] * 34)) == list(range(34))


@pytest.mark.parametrize("seed", range(10))
def test_the_way_is_no_longer_than_always_to_the_nearest(seed: int) -> None:
    places = scattered(34, seed)
    here, left, nearest = STATION, set(range(34)), []
    while left:
        number = min(left, key=lambda one: distance_m(here, places[one]))
        left.remove(number)
        nearest.append(number)
        here = places[number]

    assert length_m(STATION, places, shortest_order(STATION, places)) <= length_m(STATION, places, nearest)


def test_34_points_take_well_under_a_tenth_of_a_second() -> None:
    places = scattered(34)
    shortest_order(STATION, places)
    took = []
    for _each in range(5):
        begin = clock_time.process_time()
        shortest_order(STATION, places)
        took.append(clock_time.process_time() - begin)

    assert min(took) < 0.08


def test_the_plane_is_true_within_a_station() -> None:
    one, other = scattered(2)
    (east, north), (east_too, north_too) = on_plane(STATION, [one, other])

    assert ((east - east_too) ** 2 + (north - north_too) ** 2) ** 0.5 == pytest.approx(distance_m(one, other), abs=0.01)


# --- The officer's page ---


@pytest.fixture
def row_of_points(cast: Cast) -> None:
    """Four points in a row to the east of the station: the third is late, the others are due."""
    cast.station.latitude, cast.station.longitude = STATION
    cast.station.save()
    for number in (2, 3, 4, 5):
        place: dict[str, Any] = {"latitude": STATION[0], "longitude": STATION[1] + number / 1000}
        point = make_point(cast.station, f"SPQ-{number:02d}", **place)
        make_duty(make_window(point, *(MORNING if number != 4 else (time(7), time(8)))), DAY)


@pytest.mark.usefixtures("clock", "row_of_points")
def test_the_page_lays_what_waits_in_the_order_of_the_way(officer: Client) -> None:
    answer = officer.get("/today/?order=shortest")

    legs = answer.context["round"]["legs"]
    assert [(leg.item.duty.point.code, leg.item.state) for leg in legs] == [
        ("SPQ-02", "due"),
        ("SPQ-03", "due"),
        ("SPQ-04", "late"),
        ("SPQ-05", "due"),
    ]
    assert [leg.length_m for leg in legs] == [194, 97, 97, 97]
    assert answer.context["next"].duty.point.code == "SPQ-02"
    assert answer.content.decode().count("data-round") == 1


@pytest.mark.usefixtures("clock", "row_of_points")
def test_the_way_begins_at_the_last_check_in_of_the_outing(officer: Client, cast: Cast) -> None:
    outing = make_outing(cast.officer, started_at=at("2026-11-23 07:20"))
    far = make_point(cast.station, "SPQ-09", latitude=STATION[0], longitude=STATION[1] + 0.009)
    make_check_in(cast.officer, cast.point, at("2026-11-23 08:00"), outing=outing)
    make_check_in(cast.officer, far, at("2026-11-23 08:30"), outing=outing)

    legs = officer.get("/today/?order=shortest").context["round"]["legs"]

    assert [leg.item.duty.point.code for leg in legs] == ["SPQ-05", "SPQ-04", "SPQ-03", "SPQ-02"]


@pytest.mark.usefixtures("clock", "row_of_points")
def test_without_a_choice_the_page_is_as_it_was(officer: Client) -> None:
    answer = officer.get("/today/")

    assert answer.context["round"] is None
    assert [item.duty.point.code for item in answer.context["agenda"].late] == ["SPQ-04"]
    assert 'href="/today/?order=shortest"' in answer.content.decode()


@pytest.mark.usefixtures("clock")
def test_nothing_to_visit_is_no_round(officer: Client) -> None:
    assert officer.get("/today/?order=shortest").context["round"] is None


@pytest.mark.usefixtures("clock", "row_of_points")
def test_the_order_costs_one_query(officer: Client, cast: Cast) -> None:
    make_outing(cast.officer, started_at=at("2026-11-23 07:20"))

    assert counted(officer, "/today/?order=shortest") == counted(officer, "/today/") + 1
