"""Making duties again: the same result, and what a change may change of those that are there."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry

from patrols.actions import cancel_duty, make_duties
from patrols.actions.making import Made
from patrols.models import Duty, DutyRun, MinuteSecret
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_check_in, make_duty, make_window
from tests.factories.calendars import make_day, make_school_day

TODAY, UNTIL = date(2026, 11, 23), date(2026, 11, 27)  # Monday to Friday
NOW = at("2026-11-23 07:20")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is Monday, 23 November 2026, 07:20: ten minutes before the first window."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def make(**options: Any) -> Made:
    """Make the duties of the week."""
    return make_duties(first=TODAY, until=UNTIL, **{"not_before": NOW} | options)


def rows() -> list[Any]:
    """Every duty with all that is kept of it."""
    return list(Duty.objects.order_by("pk").values())


def days() -> list[int]:
    """The days that have a duty."""
    return [duty.on.day for duty in Duty.objects.order_by("on")]


def test_the_same_again_writes_nothing(cast: Cast) -> None:
    make_window(cast.point, strength=2)

    first, before = make(), rows()
    with nothing_written():
        second = make()

    assert (first, second) == (Made(points=1, made=5), Made(points=1))
    assert rows() == before


def test_a_run_stands_on_the_trail_for_all_its_duties(cast: Cast) -> None:
    make_window(cast.point)
    make()
    make_day(cast.station, UNTIL)
    LogEntry.objects.all().delete()

    make()

    run = DutyRun.objects.latest("pk")
    assert (run.first_day, run.last_day, run.made_at) == (TODAY, UNTIL, NOW)
    assert (run.points, run.made, run.changed, run.taken_back) == (1, 0, 0, 1)
    assert [(entry.content_type.model, entry.object_id) for entry in LogEntry.objects.all()] == [("dutyrun", run.pk)]


def test_a_calendar_that_changes_takes_back_and_makes(cast: Cast) -> None:
    make_window(cast.point, weekdays="12345")
    make()
    day = make_day(cast.station, date(2026, 11, 25))
    taken_back = make()
    assert days() == [23, 24, 26, 27]
    day.delete()

    made = make()

    assert (taken_back, made) == (Made(points=1, taken_back=1), Made(points=1, made=1))
    assert days() == [23, 24, 25, 26, 27]


def test_other_times_change_the_duty_in_place(cast: Cast) -> None:
    cast.school.dismisses_at = time(16, 30)
    cast.school.save()
    fields: Any = {"basis": "dismissal", "school": cast.school, "before_min": 0, "after_min": 30}
    make_window(cast.point, time(16, 30), time(17), **fields)
    make()
    before = {duty.on: duty for duty in Duty.objects.all()}
    make_school_day(cast.officer, cast.school, date(2026, 11, 25), dismisses_at=time(11, 30))

    made = make()

    after = {duty.on: duty for duty in Duty.objects.all()}
    moved = after[date(2026, 11, 25)]
    assert made == Made(points=1, changed=1)
    assert {on: duty.pk for on, duty in after.items()} == {on: duty.pk for on, duty in before.items()}
    assert (moved.starts_at, moved.ends_at) == (at("2026-11-25 11:30"), at("2026-11-25 12:00"))
    assert moved.starts_at <= (moved.suggested_at or NOW) < moved.ends_at
    assert moved.next_step_at == at("2026-11-25 11:15")


def test_a_strength_that_changes_changes_the_duty_in_place(cast: Cast) -> None:
    window = make_window(cast.point)
    make()
    window.strength = 3
    window.save()

    assert make() == Made(points=1, changed=5)
    assert set(Duty.objects.values_list("strength", flat=True)) == {3}


def test_the_usual_times_of_a_tied_window_follow_its_school(cast: Cast) -> None:
    cast.school.arrives_at = time(8)
    cast.school.save()
    fields: Any = {"basis": "arrival", "school": cast.school, "before_min": 30, "after_min": 0}
    window = make_window(cast.point, time(7, 30), time(8), **fields)
    make()
    cast.school.arrives_at = time(8, 20)
    cast.school.save()

    make()

    window.refresh_from_db()
    assert (window.starts_at, window.ends_at) == (time(7, 50), time(8, 20))
    assert {duty.starts_at.minute for duty in Duty.objects.all()} == {50}


@pytest.mark.parametrize("state", ["done", "late", "missed", "cancelled"])
def test_what_is_settled_is_never_touched_nor_made_anew(cast: Cast, state: str) -> None:
    window = make_window(cast.point)
    make_duty(window, date(2026, 11, 25), state)
    before = rows()
    window.weekdays, window.strength = "2", 4
    window.save()

    make()

    assert rows()[:1] == before
    assert days() == [24, 25]


def test_a_cancelled_duty_stays_cancelled(cast: Cast) -> None:
    make_window(cast.point)
    make()
    duty = Duty.objects.get(on=date(2026, 11, 25))
    cancel_duty(by=cast.commander, duty=duty, reason="暴雨停课")
    before = rows()

    assert make() == Made(points=1)
    assert rows() == before


def test_of_what_somebody_was_reminded_stays(cast: Cast) -> None:
    window = make_window(cast.point)
    make()
    Duty.objects.filter(on=TODAY).update(reminded_at=NOW)
    window.starts_at, window.ends_at = time(8), time(9)
    window.save()

    assert make() == Made(points=1, changed=4)
    assert Duty.objects.get(on=TODAY).starts_at == at("2026-11-23 07:30")


def test_what_has_begun_stays(cast: Cast, clock: time_machine.Traveller) -> None:
    window = make_window(cast.point)
    make()
    clock.move_to(at("2026-11-23 07:30"), tick=False)
    window.in_force_until = date(2026, 11, 22)
    window.save()

    assert make() == Made(points=1, taken_back=4)
    assert days() == [23]


def test_where_somebody_was_already_stays(cast: Cast) -> None:
    """A phone whose clock is ahead; its check-in was rejected, and the duty is open again."""
    window = make_window(cast.point)
    make()
    duty = Duty.objects.get(on=TODAY)
    make_check_in(cast.officer, cast.point, at("2026-11-23 07:31"), duty=duty)
    window.in_force_until = date(2026, 11, 22)
    window.save()

    assert make() == Made(points=1, taken_back=4)
    assert days() == [23]


def test_nobody_is_late_for_what_was_asked_for_afterwards(cast: Cast, clock: time_machine.Traveller) -> None:
    clock.move_to(at("2026-11-23 08:30"), tick=False)
    make_window(cast.point)
    cast.school.dismisses_at = time(16, 30)
    cast.school.save()
    fields: Any = {"basis": "dismissal", "school": cast.school, "before_min": 0, "after_min": 30}
    make_window(cast.point, time(16, 30), time(17), **fields)

    assert make(not_before=at("2026-11-23 08:30")) == Made(points=1, made=9)

    clock.move_to(at("2026-11-23 15:00"), tick=False)
    make_school_day(cast.officer, cast.school, TODAY, dismisses_at=time(14))  # told too late

    assert make(not_before=at("2026-11-23 15:00")) == Made(points=1, taken_back=1)


def test_days_that_are_over_have_duties_but_no_minute(cast: Cast) -> None:
    make_window(cast.point)

    make_duties(first=TODAY - timedelta(days=4), until=TODAY)

    assert {duty.on.day: duty.suggested_at is None for duty in Duty.objects.all()} == {19: True, 20: True, 23: False}
    assert [secret.on for secret in MinuteSecret.objects.all()] == [TODAY]
