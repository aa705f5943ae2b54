"""`/patrols/live/`: late first, who is out and where last, what comes next; and the board alone."""

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine

from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_user, make_vehicle, make_window

NOW = at("2026-11-23 08:41")
DAY = date(2026, 11, 23)
ADDRESS = "/patrols/live/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is 08:41."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def morning(cast: Cast) -> None:
    """One point late, one due, one to come twice, one done."""
    for code, starts, ends, state in (
        ("SPQ-02", time(7), time(8), "missed"),
        ("SPQ-03", time(8), time(9), "open"),
        ("SPQ-04", time(16), time(17), "open"),
        ("SPQ-05", time(7), time(8), "done"),
        ("SPQ-06", time(16), time(17), "open"),
    ):
        make_duty(make_window(make_point(cast.station, code), starts, ends), DAY, state)


def test_it_is_for_commanders_only(cast: Cast) -> None:
    found = answers(cast, ADDRESS)
    assert found == {role: 200 if role in {"commander", "bureau"} else 403 for role in found}


def test_it_says_what_is_late_due_done_and_to_come(cast: Cast) -> None:
    morning(cast)

    seen = signed_in(cast.commander).get(ADDRESS).context

    assert [item.duty.point.code for item in seen["late"]] == ["SPQ-02"]
    assert [item.duty.point.code for item in seen["due"]] == ["SPQ-03"]
    assert [(one.starts_at, len(one.items)) for one in seen["coming"]] == [(at("2026-11-23 16:00"), 2)]
    assert seen["states"] == {
        "SPQ-01": "wait", "SPQ-02": "late", "SPQ-03": "due", "SPQ-04": "wait", "SPQ-05": "done", "SPQ-06": "wait",
    }  # fmt: skip
    assert len(seen["map_data"]["points"]) == len(seen["now"].states) == 6


def test_it_names_who_is_out_and_where_they_were_last(cast: Cast) -> None:
    first = make_outing(
        cast.officer, cast.colleague, started_at=at("2026-11-23 07:00"), vehicles=(make_vehicle(cast.station),)
    )
    joined = make_outing(cast.squad_officer, started_at=at("2026-11-23 07:30"), kind="joint")
    joined.units.add(cast.station)
    make_outing(cast.other_officer, started_at=at("2026-11-23 07:00"))
    make_outing(make_user(unit=cast.station), started_at=at("2026-11-23 06:00"), ended_at=at("2026-11-23 07:00"))
    make_check_in(cast.officer, cast.point, at("2026-11-23 07:10"), outing=first)
    last = make_check_in(cast.colleague, cast.point, at("2026-11-23 08:10"), outing=first)

    out = signed_in(cast.commander).get(ADDRESS).context["out"]

    assert [(one.outing, one.last) for one in out] == [(first, last), (joined, None)]


def test_what_fetches_it_anew_gets_the_board_alone(cast: Cast) -> None:
    morning(cast)

    answer = signed_in(cast.commander).get(ADDRESS, headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert "<html" not in page
    assert page.index("SPQ-02") < page.index("live-late") < page.index("live-due") < page.index("live-out")


def test_a_session_that_is_over_gets_no_board(cast: Cast) -> None:
    client = signed_in(cast.commander)
    client.logout()

    assert client.get(ADDRESS, headers={"HX-Request": "true"}).status_code == 401


def test_a_commander_of_the_bureau_chooses_a_unit(cast: Cast) -> None:
    morning(cast)
    make_point(cast.other_station, "OTH-01")
    client = signed_in(cast.bureau)

    shown = {code: len(client.get(ADDRESS, {"unit": code}).context["states"]) for code in ("JLP", "SPQ", "OTH")}

    assert shown == {"JLP": 7, "SPQ": 6, "OTH": 1}
    assert signed_in(cast.commander).get(ADDRESS, {"unit": "OTH"}).status_code == 404


def test_nobody_out_and_nothing_due_is_said(cast: Cast) -> None:
    client = signed_in(cast.commander)
    client.cookies["django_language"] = "en"

    page = client.get(ADDRESS).content.decode()

    assert "Nobody is out" in page
    assert "No window begins any more today." in page


def test_it_asks_as_often_for_30_rows_as_for_1(cast: Cast) -> None:
    client = signed_in(cast.commander)

    def fill(number: int) -> None:
        for _each in range(number):
            outing = make_outing(make_user(unit=cast.station), started_at=NOW, vehicles=(make_vehicle(cast.station),))
            outing.units.add(cast.squad)
            point = make_point(cast.station, schools=[cast.school])
            make_check_in(cast.officer, point, NOW, outing=outing)
            make_duty(make_window(point, time(8), time(9)), DAY)

    fill(1)
    one = counted(client, ADDRESS)
    fill(29)

    assert counted(client, ADDRESS) == one
    assert one <= 18


def test_the_desk_and_the_glance_lead_here(cast: Cast) -> None:
    client = signed_in(cast.commander)

    [day] = client.get("/dashboard/").context["day"]
    glance = client.get("/patrols/").content.decode()

    assert day.context["live_url"] == f"{ADDRESS}?unit=SPQ"
    assert f'href="{ADDRESS}"' in glance
    assert ADDRESS not in signed_in(cast.officer).get("/patrols/").content.decode()
