"""`/dashboard/wall/`: the day and the month for a room, fetched anew by itself; nobody's name stands on it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from campus_safety.statistics.actions.goals import set_goals
from campus_safety.statistics.actions.waiting import compile_what_waits
from campus_safety.statistics.periods import month_named
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_user, make_window

NOW = at("2026-11-23 08:41")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def _english(cast: Cast) -> Client:
    client = signed_in(cast.commander)
    client.cookies["django_language"] = "en"
    return client


def _trouble(cast: Cast, number: int) -> None:
    """So many late duties, doubtful check-ins and forgotten outings."""
    for _each in range(number):
        point = make_point(cast.station, name="南门岗")
        make_duty(make_window(point, occasion="arrival"), date(2026, 11, 23), "missed", closed_at=NOW)
        make_check_in(cast.colleague, point, at("2026-11-20 08:22"), flags=["outside_fence"], distance_m=212.3)
        make_outing(make_user(unit=cast.station), started_at=NOW - timedelta(hours=26))
    compile_what_waits()


def test_the_wall_counts_what_waits_without_names(cast: Cast) -> None:
    _trouble(cast, 2)

    page = _english(cast).get("/dashboard/wall/").content.decode()

    words = ["6 things wait for a decision", "2 duties are late", "2 check-ins are in doubt", "as of 08:41"]
    assert [word for word in words if word not in page] == []
    assert "南门岗" not in page
    assert str(cast.colleague) not in page


def test_figures_with_goals_come_first(cast: Cast) -> None:
    compile_what_waits()
    set_goals(unit=cast.station, month=month_named("2026-11"), goals={"satisfaction": Decimal(90)})

    figures = _english(cast).get("/dashboard/wall/").context["figures"]

    assert [row.key for row in figures[:2]] == ["satisfaction", "outings"]
    assert len(figures) == 12


def test_what_is_fetched_anew_is_the_screen_alone(cast: Cast) -> None:
    client = _english(cast)

    whole, part = (client.get("/dashboard/wall/", headers=headers) for headers in ({}, {"HX-Request": "true"}))

    assert 'data-wall hx-get="/dashboard/wall/"' in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "The figures are being compiled" in part.content.decode()


def test_the_wall_asks_as_many_queries_at_1_row_as_at_30(cast: Cast) -> None:
    client = signed_in(cast.commander)
    _trouble(cast, 1)
    few = counted(client, "/dashboard/wall/")

    _trouble(cast, 29)

    assert counted(client, "/dashboard/wall/") == few
