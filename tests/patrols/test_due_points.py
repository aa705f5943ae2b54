"""Points whose duties are to be made: who marks them, and how the worker takes them one after the other."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection

from campus_safety.calendars.followers import tell_followers
from campus_safety.jobs.waiting import oldest_waiting
from patrols.actions import make_due_points, make_duties, making, mark_points_stale
from patrols.actions.making import Made
from patrols.models import Duty, DutyRun, MinuteSecret, PatrolPoint
from patrols.tasks import make_duties_ahead
from tests.cast import Cast
from tests.factories import at, make_point, make_window
from tests.factories.calendars import make_day

NOW, HORIZON = at("2026-11-23 00:10"), date(2026, 12, 7)
LONG_S = 60.0


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is ten past midnight, Monday, 23 November 2026."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def stale() -> set[str]:
    """The codes of the points whose duties are to be made anew."""
    return set(PatrolPoint.objects.filter(duties_until=None).values_list("code", flat=True))


def test_the_worker_makes_what_waits_and_then_rests(cast: Cast, clock: time_machine.Traveller) -> None:
    make_window(cast.point, weekdays="12345")

    make_duties_ahead()
    first = DutyRun.objects.get()
    make_duties_ahead()

    assert (first.first_day, first.last_day, first.made) == (date(2026, 11, 23), HORIZON, 11)
    assert (DutyRun.objects.count(), PatrolPoint.objects.get().duties_until) == (1, HORIZON)


def test_every_night_all_points_come_up(cast: Cast, clock: time_machine.Traveller) -> None:
    make_window(cast.point, weekdays="12345")
    make_window(make_point(cast.other_station), weekdays="12345")
    make_due_points(at=NOW, budget_s=LONG_S)
    clock.move_to(at("2026-11-24 00:00"), tick=False)

    made = make_due_points(at=at("2026-11-24 00:00"), budget_s=LONG_S)

    assert made == Made(points=2, made=2)
    assert set(Duty.objects.filter(on=date(2026, 12, 8)).values_list("unit", flat=True)) == {
        cast.station.pk,
        cast.other_station.pk,
    }


def test_the_idle_round_is_one_query(
    cast: Cast, clock: time_machine.Traveller, django_assert_num_queries: Callable[..., Any]
) -> None:
    make_due_points(at=NOW, budget_s=LONG_S)

    with django_assert_num_queries(3):  # and the transaction around it
        assert make_due_points(at=NOW, budget_s=LONG_S) == Made()


def test_as_many_queries_for_thirty_points_as_for_one(
    cast: Cast, clock: time_machine.Traveller, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(2, 32):
        make_window(make_point(cast.station, f"SPQ-{number:02d}"))
    MinuteSecret.objects.all().delete()

    with django_assert_max_num_queries(90):  # of which each of the 15 secrets takes five
        assert make_due_points(at=NOW, budget_s=LONG_S).points == 31


def test_what_has_changed_comes_first_then_what_is_oldest(cast: Cast) -> None:
    for code, day in (("SPQ-02", date(2026, 12, 6)), ("SPQ-03", date(2026, 12, 1)), ("SPQ-04", HORIZON)):
        make_point(cast.station, code, duties_until=day)

    found = [point.code for point in PatrolPoint.objects.to_make(HORIZON)]

    assert found == ["SPQ-01", "SPQ-03", "SPQ-02"]


def test_without_time_one_run_is_made_all_the_same(
    cast: Cast, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_AT_ONCE", 1)
    make_point(cast.station)

    assert [make_due_points(at=NOW, budget_s=0.000_001).points for _round in range(3)] == [1, 1, 0]


def test_readiness_tells_how_long_points_wait(cast: Cast, clock: time_machine.Traveller) -> None:
    make_due_points(at=NOW, budget_s=LONG_S)
    assert "patrols.make_duties_ahead" not in oldest_waiting()
    clock.move_to(at("2026-11-25 00:10"), tick=False)

    assert oldest_waiting()["patrols.make_duties_ahead"] == at("2026-11-24 00:00")


@pytest.fixture
def four(cast: Cast) -> Cast:
    """Four points with their duties: two of the station, one of another, one with a window tied to the school."""
    make_point(cast.station, "SPQ-02", schools=[cast.other_school])
    make_point(cast.other_station, "OTH-01")
    fields: Any = {"basis": "arrival", "school": cast.school, "before_min": 30, "after_min": 0}
    make_window(make_point(cast.station, "SPQ-03"), **fields)
    PatrolPoint.objects.update(duties_until=HORIZON)
    return cast


def test_a_school_marks_the_points_that_serve_it_and_those_tied_to_it(four: Cast) -> None:
    mark_points_stale(school_ids=[four.school.pk])

    assert stale() == {"SPQ-01", "SPQ-03"}


def test_units_mark_their_points(four: Cast) -> None:
    mark_points_stale(unit_ids=[four.other_station.pk])
    assert stale() == {"OTH-01"}

    mark_points_stale(unit_ids=[four.station.pk, four.bureau_unit.pk])
    assert stale() == {"SPQ-01", "SPQ-02", "SPQ-03", "OTH-01"}


def test_nobody_in_particular_marks_all(four: Cast) -> None:
    mark_points_stale()

    assert len(stale()) == 4


def test_school_days_that_change_are_followed(four: Cast) -> None:
    tell_followers(school_ids=[four.other_school.pk])
    assert stale() == {"SPQ-02"}

    tell_followers(unit_ids=[four.station.pk])
    assert stale() == {"SPQ-01", "SPQ-02", "SPQ-03"}


def test_a_day_of_the_unit_reaches_the_duties_with_the_next_round(cast: Cast, clock: time_machine.Traveller) -> None:
    make_window(cast.point, weekdays="12345")
    make_due_points(at=NOW, budget_s=LONG_S)
    make_day(cast.station, date(2026, 11, 25))
    tell_followers(unit_ids=[cast.station.pk])

    assert make_due_points(at=NOW, budget_s=LONG_S) == Made(points=1, taken_back=1)


def all_at_once(calls: list[Callable[[], Made]]) -> list[Made]:
    """What the calls give when they start together, each in a thread with a connection of its own."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Made]) -> Made:
        start.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_makers_at_once_lose_nothing_and_double_nothing(
    cast: Cast, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_AT_ONCE", 3)
    windows = [make_window(make_point(cast.station, f"SPQ-{number:02d}"), weekdays="12345") for number in range(2, 32)]

    def due() -> Made:
        return make_due_points(at=NOW, budget_s=LONG_S)

    def everything() -> Made:
        return make_duties(first=date(2026, 11, 23), until=HORIZON, not_before=NOW)

    found = all_at_once([due, everything, due, due])

    assert sum(made.made for made in found) == Duty.objects.count() == len(windows) * 11
    assert sum(run.made for run in DutyRun.objects.all()) == Duty.objects.count()
    assert not stale()
    assert MinuteSecret.objects.count() == 15
