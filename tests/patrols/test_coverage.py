"""What a point shows of its day: the same on every page, whatever its duties are."""

from datetime import date, time
from itertools import combinations_with_replacement

import pytest
import time_machine

from patrols.coverage.counts import Tally
from patrols.states import DutyState
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_duty, make_point, make_window

DAY = date(2026, 11, 23)
WINDOWS = [(time(7), time(8)), (time(12), time(13))]


@pytest.mark.parametrize("clock", ["06:30", "07:30", "08:30", "12:30", "13:30"])
def test_every_page_shows_the_same_mark_of_a_point(cast: Cast, clock: str) -> None:
    for states in combinations_with_replacement(DutyState.values, len(WINDOWS)):
        point = make_point(cast.station)
        for window, state in zip(WINDOWS, states, strict=True):
            make_duty(make_window(point, *window), DAY, state)

    with time_machine.travel(at(f"2026-11-23 {clock}"), tick=False):
        commander = signed_in(cast.commander)
        day, *_others = commander.get("/dashboard/").context["day"]
        glance = commander.get("/patrols/").context["states"]
        listed = [row.mark for row in commander.get("/patrols/points/").context["page_obj"]]

    assert day.context["states"] == glance == listed


@pytest.mark.parametrize(
    ("done", "due", "percent"), [(8, 9, 89), (1, 8, 13), (1, 3, 33), (0, 5, 0), (5, 5, 100), (199, 200, 99)]
)
def test_a_cell_is_rounded_half_up_and_says_100_only_where_all_was_done(done: int, due: int, percent: int) -> None:
    assert Tally(due=due, done=done).percent == percent
