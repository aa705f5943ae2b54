"""`/patrols/live/`: late first, who is out and where last, what comes next; and the board alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine

from campus_safety.accounts.models import Unit
from campus_safety.statistics.periods import Period
from patrols.agenda import agenda_of
from patrols.models import CheckInReview, Duty, PatrolPoint
from patrols.points_now import points_now, stations_now
from patrols.views.live import MOST_POINTS
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.factories import (
    at,
    make_check_in,
    make_duty,
    make_outing,
    make_point,
    make_unit,
    make_user,
    make_vehicle,
    make_window,
)
from tests.factories.roster import make_entry

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


def fill_up(unit: Unit, number: int) -> None:
    """So many points more in the unit, without duties."""
    PatrolPoint.objects.bulk_create(
        PatrolPoint(unit=unit, code=f"{unit.code}-{each}", name="点", latitude=29.5, longitude=106.5, in_force_from=DAY)
        for each in range(1000, 1000 + number)
    )


def test_it_is_for_commanders_only(cast: Cast) -> None:
    found = answers(cast, ADDRESS)
    assert found == {role: 200 if role in {"commander", "bureau"} else 403 for role in found}


def test_it_says_what_is_late_due_done_and_to_come(cast: Cast) -> None:
    morning(cast)

    seen = signed_in(cast.commander).get(ADDRESS).context

    assert [each.item.duty.point.code for each in seen["late"]] == ["SPQ-02"]
    assert [each.item.duty.point.code for each in seen["due"]] == ["SPQ-03"]
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


def test_the_last_check_in_is_one_that_counts_and_that_the_reader_may_see(cast: Cast) -> None:
    squad_commander = make_user("squad-head", "commander", cast.squad)
    outing = make_outing(cast.squad_officer, started_at=at("2026-11-23 07:00"), kind="joint")
    outing.units.add(cast.station)
    own = make_check_in(cast.squad_officer, make_point(cast.squad), at("2026-11-23 07:20"), outing=outing)
    theirs = make_check_in(cast.squad_officer, cast.point, at("2026-11-23 07:50"), outing=outing)
    rejected = make_check_in(cast.squad_officer, cast.point, at("2026-11-23 08:10"), outing=outing)
    CheckInReview.objects.create(
        check_in=rejected, unit=cast.station, captured_at=rejected.captured_at, outcome="rejected", reason="不在现场",
        reviewed_by=cast.commander, reviewed_at=NOW,
    )  # fmt: skip

    last = {user: signed_in(user).get(ADDRESS).context["out"][0].last for user in (squad_commander, cast.commander)}

    assert last == {squad_commander: own, cast.commander: theirs}
    assert "07:50" not in signed_in(squad_commander).get(ADDRESS).content.decode()


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


def test_very_many_points_of_several_units_are_counted_by_unit(cast: Cast) -> None:
    morning(cast)
    fill_up(cast.other_station, MOST_POINTS - 5)
    client = signed_in(cast.bureau)

    seen = client.get(ADDRESS)

    assert [(one.unit.code, one.points, dict(one.counts)) for one in seen.context["now"].stations] == [
        ("SPQ", 6, {"late": 1, "due": 1, "done": 1, "wait": 3}),
        ("OTH", MOST_POINTS - 5, {"wait": MOST_POINTS - 5}),
    ]
    assert f'href="{ADDRESS}?unit=SPQ"' in seen.content.decode()
    assert "SPQ-02" not in seen.content.decode()
    assert "map_data" not in seen.context
    fragment = client.get(ADDRESS, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert f'href="{ADDRESS}?unit=OTH"' in fragment


def test_a_unit_chosen_from_very_many_points_has_its_board(cast: Cast) -> None:
    morning(cast)
    fill_up(cast.other_station, MOST_POINTS + 1)
    client = signed_in(cast.bureau)

    seen = {code: client.get(ADDRESS, {"unit": code}) for code in ("SPQ", "OTH")}

    assert {code: len(answer.context["states"]) for code, answer in seen.items()} == {"SPQ": 6, "OTH": MOST_POINTS + 1}
    assert f'hx-get="{ADDRESS}?unit=SPQ"' in seen["SPQ"].content.decode()
    assert client.get(ADDRESS, {"unit": "NONE"}).status_code == 404


def test_the_board_stays_up_to_so_many_points(cast: Cast) -> None:
    fill_up(cast.other_station, MOST_POINTS - 1)

    seen = signed_in(cast.bureau).get(ADDRESS).context

    assert len(seen["states"]) == MOST_POINTS


def test_the_counts_say_what_the_board_says(cast: Cast) -> None:
    night, early, now, noon = (time(5), time(6)), (time(7), time(8)), (time(8), time(9)), (time(12), time(13))
    days: tuple[list[tuple[time, time, str]], ...] = (
        [(*early, "open")], [(*early, "missed"), (*now, "open")], [(*early, "missed"), (*now, "done")],
        [(*night, "missed"), (*early, "done")], [(*night, "missed"), (*early, "missed")], [(*early, "late")],
        [(*early, "late"), (*now, "open")], [(*early, "done"), (*noon, "open")], [(*now, "cancelled")],
        [(*early, "missed"), (*now, "cancelled")], [(time(8), time(8, 41), "open")], [(*noon, "open")], [],
    )  # fmt: skip
    for duties in days:
        point = make_point(cast.other_station)
        for starts, ends, state in duties:
            make_duty(make_window(point, starts, ends), DAY, state)
    ids = {cast.other_station.pk}

    [counted_by_unit] = stations_now([cast.station, cast.other_station], ids, NOW).stations

    agenda = agenda_of(Duty.objects.of_units(ids, Period(DAY, DAY)).with_point(), NOW)
    board = points_now(ids, agenda, NOW)
    assert counted_by_unit.counts == Counter(board.states)
    assert set(board.states) == {"late", "due", "missed", "after", "done", "wait"}
    assert stations_now([cast.other_station], ids, NOW).label == board.label


def test_the_rows_take_as_many_queries_for_30_units_as_for_1(cast: Cast) -> None:
    fill_up(cast.other_station, MOST_POINTS)
    client = signed_in(cast.bureau)
    one = counted(client, ADDRESS)

    for _each in range(29):
        fill_up(make_unit(parent=cast.bureau_unit), 2)

    assert counted(client, ADDRESS) == one
    assert one <= 12


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
            duty = make_duty(make_window(point, time(8), time(9)), DAY)
            make_entry(duty.window, DAY, make_user(unit=cast.station))

    fill(1)
    one = counted(client, ADDRESS)
    fill(29)

    assert counted(client, ADDRESS) == one
    assert one <= 21


def test_the_desk_and_the_glance_lead_here(cast: Cast) -> None:
    client = signed_in(cast.commander)

    day, *_others = client.get("/dashboard/").context["day"]
    glance = client.get("/patrols/").content.decode()

    assert day.context["live_url"] == f"{ADDRESS}?unit=SPQ"
    assert f'href="{ADDRESS}"' in glance
    assert ADDRESS not in signed_in(cast.officer).get("/patrols/").content.decode()


def test_a_point_that_waits_says_who_is_on_duty_there(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point, time(8), time(9)), DAY)
    make_duty(make_window(make_point(cast.station, "SPQ-02"), time(8), time(9)), DAY)
    make_entry(duty.window, DAY, cast.officer)

    due = signed_in(cast.commander).get(ADDRESS).context["due"]

    assert {each.item.duty.point.code: each.on_duty for each in due} == {"SPQ-01": ["officer"], "SPQ-02": []}
