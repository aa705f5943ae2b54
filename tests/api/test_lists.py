"""What holds for every list: pages, and the number of queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import month_of
from campus_safety.statistics.registry import indicators
from patrols.models import Outing
from tests.api.conftest import Call, as_json, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories import (
    at,
    make_check_in,
    make_duty,
    make_outing,
    make_point,
    make_school,
    make_user,
    make_vehicle,
    make_window,
)

MANY = 30


def _outing(cast: Cast, number: int) -> Outing:
    start = at("2026-10-10 07:00") + timedelta(hours=number)
    team = [make_user(unit=cast.station), make_user(unit=cast.station)]
    outing = make_outing(*team, started_at=start, ended_at=start, vehicles=(make_vehicle(cast.station),))
    outing.units.add(cast.squad)
    return outing


def _report(cast: Cast, number: int) -> None:
    period = month_of(date(2020 + number // 12, 1 + number % 12, 1))
    report = Report.objects.create(
        unit=cast.station, first_day=period.first_day, last_day=period.last_day, compiled_at=period.ends_at
    )
    Figure.objects.bulk_create(Figure(report=report, key=indicator.key, value=number) for indicator in indicators())


MAKERS: dict[str, Callable[[Cast, int], object]] = {
    "schools/": lambda cast, number: make_school(cast.station),
    "patrol-points/": lambda cast, number: make_point(cast.station, schools=[make_school(cast.station)]),
    "duty-windows/": lambda cast, number: make_window(make_point(cast.station)),
    "duties/": lambda cast, number: make_duty(
        make_window(make_point(cast.station, schools=[cast.school])), date(2026, 10, 10)
    ),
    "vehicles/": lambda cast, number: make_vehicle(cast.station),
    "outings/": _outing,
    "check-ins/": lambda cast, number: make_check_in(
        make_user(unit=cast.station), make_point(cast.station), at("2026-10-10 07:30"), outing=_outing(cast, number)
    ),
    "statistics/": _report,
}


@contextmanager
def _counted() -> Iterator[list[int]]:
    found: list[int] = []
    with CaptureQueriesContext(connection) as queries:
        yield found
    found.append(len(queries))


@pytest.mark.parametrize("address", MAKERS)
def test_it_takes_as_many_queries_for_one_row_as_for_thirty(cast: Cast, get: Call, address: str) -> None:
    MAKERS[address](cast, 0)
    get(cast.bureau, address)  # the kinds of rows that the trail names are read once a process
    with _counted() as few:
        assert get(cast.bureau, address).status_code == 200
    for number in range(1, MANY):
        MAKERS[address](cast, number)
    with _counted() as many:
        answer = get(cast.bureau, address)

    assert as_json(answer)["count"] >= MANY
    assert many == few


def test_it_gives_a_page_at_a_time(cast: Cast, get: Call) -> None:
    for number in range(4):
        make_vehicle(cast.station, f"A{number}")
    first = as_json(get(cast.officer, "vehicles/", page_size=3))
    second = as_json(get(cast.officer, "vehicles/", page_size=3, page=2))

    assert (first["count"], first["previous"], len(first["results"])) == (4, None, 3)
    assert first["next"].endswith("/api/v1/vehicles/?page=2&page_size=3")
    assert (second["next"], [row["plate"] for row in second["results"]]) == (None, ["A3"])


def test_it_gives_at_most_500_rows(cast: Cast, get: Call) -> None:
    window, first = make_window(cast.point), date(2025, 1, 1)
    for number in range(501):
        make_duty(window, first + timedelta(days=number))
    sizes = {size: len(as_json(get(cast.officer, "duties/", page_size=size))["results"]) for size in (500, 501, 9999)}
    assert sizes == {500: 500, 501: 500, 9999: 500}


@pytest.mark.parametrize("value", ["0", "-1", "abc", "1.5", "", "٣", "9" * 5000])
@pytest.mark.parametrize("name", ["page", "page_size"])
def test_it_names_a_wrong_page(cast: Cast, get: Call, name: str, value: str) -> None:
    assert wrong_fields(get(cast.officer, "vehicles/", **{name: value})) == {name}


def test_a_page_behind_the_last_is_not_found(cast: Cast, get: Call) -> None:
    assert is_problem(get(cast.officer, "vehicles/", page=2), 404)
    assert is_problem(get(cast.officer, "vehicles/", page=999_999_999), 404)
