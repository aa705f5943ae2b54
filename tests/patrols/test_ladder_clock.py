"""Whatever the clock does, and however often the worker is nudged: each notice once, no duty lost or doubled."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
import time_machine

from campus_safety.notices.models import Notice
from patrols.models import Duty
from patrols.tasks import take_steps
from tests.cast import Cast
from tests.factories import at, make_point, make_window
from tests.factories.ladder import make_waiting_duty, put_on_duty

DAY = date(2026, 11, 23)
POINTS = 5


def minutes_of(*clock: tuple[str, str]) -> Iterator[datetime]:
    """What the clock shows, minute by minute, along these spans: between two of them it jumps."""
    for first, last in clock:
        moment = at(f"2026-11-{first}")
        while moment <= at(f"2026-11-{last}"):
            yield moment
            moment += timedelta(minutes=1)


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ([("23 07:00", "23 08:20")], ["reminder", "warning", "missed"]),
        ([("23 07:00", "23 07:14"), ("23 08:05", "23 08:20")], ["warning", "missed"]),
        ([("23 07:00", "23 07:20"), ("23 08:20", "23 08:30")], ["reminder", "missed"]),
        ([("23 07:00", "23 07:05"), ("24 07:05", "24 07:15")], ["missed"]),
        ([("23 07:00", "23 07:20"), ("23 06:20", "23 08:20")], ["reminder", "warning", "missed"]),
        ([("23 07:00", "23 08:05"), ("23 07:05", "23 08:20")], ["reminder", "warning", "missed"]),
        ([("23 07:00", "23 08:20"), ("23 07:20", "23 08:20")], ["reminder", "warning", "missed"]),
        ([("23 07:00", "23 07:05"), ("24 07:05", "24 07:06"), ("23 07:06", "23 08:20")], ["missed"]),
    ],
    ids=[
        "as it should",
        "forward over the reminder",
        "forward an hour, over the warning",
        "forward a day",
        "back an hour after the reminder",
        "back an hour after the warning",
        "back an hour after the end",
        "forward a day and back",
    ],
)
def test_each_notice_comes_once(cast: Cast, clock: list[tuple[str, str]], told: list[str]) -> None:
    points = [make_point(cast.station) for _point in range(POINTS)]
    duties = [make_waiting_duty(make_window(point, time(7, 30), time(8, 10)), DAY) for point in points]
    put_on_duty(cast.officer, *duties)

    with time_machine.travel(at("2026-11-23 07:00"), tick=False) as traveller:
        for moment in minutes_of(*clock):
            traveller.move_to(moment)
            take_steps()
            take_steps()  # from a second beat

    notices = Notice.objects.order_by("pk").values_list("kind", "data__number")
    assert list(notices) == [(f"patrols.{kind}", POINTS) for kind in told]
    assert Duty.objects.filter(state="missed", next_step_at=None).exclude(closed_at=None).count() == POINTS


def test_every_window_is_closed_within_a_minute(cast: Cast) -> None:
    duty = make_waiting_duty(make_window(cast.point, time(7, 30), time(8, 10)), DAY)

    with time_machine.travel(at("2026-11-23 07:00"), tick=False) as traveller:
        for moment in minutes_of(("23 07:00", "23 08:11")):
            traveller.move_to(moment)
            take_steps()

    duty.refresh_from_db()
    assert duty.closed_at is not None
    assert duty.closed_at - duty.ends_at <= timedelta(minutes=1)


def test_an_outage_of_an_hour_reminds_nobody_of_what_is_over(cast: Cast) -> None:
    point = make_point(cast.station)
    windows = [make_window(point, start, end) for start, end in pairwise([time(7), time(8), time(9), time(10)])]
    put_on_duty(cast.officer, *[make_waiting_duty(window, DAY) for window in windows])

    with time_machine.travel(at("2026-11-23 08:05"), tick=False):
        take_steps()

    told = Notice.objects.order_by("data__starts_at").values_list("kind", "recipient__username")
    assert list(told) == [("patrols.missed", "commander"), ("patrols.reminder", "officer")]
