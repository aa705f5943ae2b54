"""The officer's day: what is late, due, later and done, and who may see it."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import User
from campus_safety.dashboard.asks_registry import asks_of
from patrols.agenda import Agenda
from tests.cast import Cast
from tests.factories import (
    at,
    make_duty,
    make_outing,
    make_point,
    make_school,
    make_vehicle,
    make_window,
)

DAY = date(2026, 11, 23)
NOW = at("2026-11-23 08:41")
MORNING = (time(8), time(9))
AT_SPQ_01 = "/today/check-in/SPQ-01/"

pytestmark = pytest.mark.usefixtures("clock")


def agenda(client: Client) -> dict[str, list[str]]:
    """Which points stand where on the page."""
    shown: Agenda = client.get("/today/").context["agenda"]
    groups = {"late": shown.late, "due": shown.due, "later": shown.later, "done": shown.done, "missed": shown.missed}
    return {name: [item.duty.point.code for item in items] for name, items in groups.items() if items}


@pytest.mark.parametrize("role", ["principal", "auditor", "administrator"])
@pytest.mark.parametrize("path", ["/today/", "/today/start/", "/today/end/", AT_SPQ_01])
def test_it_is_for_police_only(client: Client, cast: Cast, role: str, path: str) -> None:
    user = cast.roles[role]
    assert user is not None
    client.force_login(user)
    assert client.get(path).status_code == 403


def test_it_puts_each_duty_where_it_belongs(officer: Client, cast: Cast) -> None:
    spans = {
        "SPQ-02": (time(7), time(8), "open"),
        "SPQ-03": (time(7), time(8), "missed"),
        "SPQ-04": (*MORNING, "open"),
        "SPQ-05": (time(16), time(17), "open"),
        "SPQ-06": (time(7), time(8), "done"),
        "SPQ-07": (time(7), time(8), "late"),
        "SPQ-08": (*MORNING, "cancelled"),
    }
    for code, (starts, ends, state) in spans.items():
        make_duty(make_window(make_point(cast.station, code), starts, ends), DAY, state)
    make_duty(make_window(make_point(cast.other_station, "OTH-01"), *MORNING), DAY)
    assert agenda(officer) == {
        "late": ["SPQ-02", "SPQ-03"],
        "due": ["SPQ-04"],
        "later": ["SPQ-05"],
        "done": ["SPQ-06", "SPQ-07"],
    }


def test_a_missed_window_asks_for_nobody_once_a_later_one_runs(officer: Client, cast: Cast) -> None:
    make_duty(make_window(cast.point, time(6), time(7)), DAY, "missed")
    assert agenda(officer) == {"late": ["SPQ-01"]}
    make_duty(make_window(cast.point, *MORNING), DAY)
    assert agenda(officer) == {"due": ["SPQ-01"], "missed": ["SPQ-01"]}


def test_minutes_left_and_gone_are_whole_ones(officer: Client, cast: Cast) -> None:
    make_duty(make_window(cast.point, *MORNING), DAY)
    make_duty(make_window(make_point(cast.station, "SPQ-02"), time(7), time(8, 20)), DAY)
    shown: Agenda = officer.get("/today/").context["agenda"]
    assert (shown.due[0].minutes, shown.late[0].minutes) == (19, 21)


def test_the_school_comes_first_in_a_points_name(officer: Client, cast: Cast) -> None:
    point = make_point(cast.station, "SPQ-02", schools=[cast.school], name="三峡幼儿园正门")
    make_duty(make_window(point, *MORNING), DAY)
    item = officer.get("/today/").context["agenda"].due[0]
    assert (item.title, item.place) == ("三峡幼儿园", "正门")


def test_a_joint_outing_brings_the_points_of_its_units(client: Client, cast: Cast) -> None:
    make_duty(make_window(cast.point, *MORNING), DAY)
    client.force_login(cast.squad_officer)
    assert agenda(client) == {}
    make_outing(cast.squad_officer, started_at=NOW, kind="joint").units.add(cast.station)
    assert agenda(client) == {"due": ["SPQ-01"]}


def test_without_an_outing_it_says_so_and_offers_one(officer: Client, cast: Cast) -> None:
    page = officer.get("/today/").content.decode()
    assert "data-no-outing" in page
    assert 'href="/today/start/"' in page
    assert 'href="/today/end/"' not in page


def test_with_an_outing_it_names_who_and_what_is_out(officer: Client, cast: Cast) -> None:
    car = make_vehicle(cast.station, "渝A·D0110警")
    make_outing(cast.colleague, cast.officer, started_at=at("2026-11-23 07:20"), vehicles=(car,))
    response = officer.get("/today/")
    assert response.context["elapsed"] == (1, 21)
    assert "渝A·D0110警" in response.content.decode()
    assert "data-no-outing" not in response.content.decode()


@pytest.mark.parametrize("role", ["officer", "commander"])
def test_it_asks_the_database_the_same_number_of_times(client: Client, cast: Cast, role: str) -> None:
    make_outing(getattr(cast, role), started_at=at("2026-11-23 07:20"), vehicles=(make_vehicle(cast.station),))

    def queries() -> int:
        client.force_login(User.objects.get(username=role))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/today/").status_code == 200
        return len(seen)

    make_duty(make_window(cast.point, *MORNING), DAY)
    with_one = queries()
    for number in range(2, 31):
        school = make_school(cast.station)
        make_duty(make_window(make_point(cast.station, f"SPQ-{number:02d}", schools=[school]), *MORNING), DAY)
    assert queries() == with_one


def test_an_outing_left_open_for_twelve_hours_is_asked_about(cast: Cast) -> None:
    make_outing(cast.officer, started_at=NOW - timedelta(hours=12, minutes=1))
    make_outing(cast.colleague, started_at=NOW - timedelta(hours=11))
    asked = {user: [ask.url for ask in asks_of(user, NOW)] for user in (cast.officer, cast.colleague, cast.principal)}
    assert "/today/end/" in asked[cast.officer]
    assert "/today/end/" not in asked[cast.colleague] + asked[cast.principal]
