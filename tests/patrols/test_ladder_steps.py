"""The ladder of a duty: every step on every state, what several steps at once come to, and what the trail keeps."""

from datetime import date, datetime, time, timedelta
from itertools import product

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.notices.models import Notice
from campus_safety.statistics.models import StaleMonth
from patrols.actions import take_steps
from patrols.actions.ladder import Taken
from patrols.ladder import Outcome, Step, due_step, step_after, step_times
from patrols.models import Duty
from patrols.states import DutyState
from tests.cast import Cast
from tests.factories import at, make_point, make_window
from tests.factories.ladder import make_waiting_duty, name_substitute, put_on_duty

DAY = date(2026, 11, 23)
START, END = at("2026-11-23 07:30"), at("2026-11-23 08:10")
REMINDER, WARNING = at("2026-11-23 07:15"), at("2026-11-23 08:00")
TIMES = {Step.REMIND: REMINDER, Step.WARN: WARNING, Step.CLOSE: END}


@pytest.fixture
def duty(cast: Cast) -> Duty:
    """A duty of the station from 07:30 to 08:10; the officer is on duty there."""
    made = make_waiting_duty(make_window(cast.point, time(7, 30), time(8, 10)), DAY)
    put_on_duty(cast.officer, made)
    return made


def minutes(moment: datetime, minutes: int) -> datetime:
    """So many minutes after a moment."""
    return moment + timedelta(minutes=minutes)


def test_the_steps_have_their_times() -> None:
    assert step_times(START, END, DAY) == TIMES
    assert Step.WARN not in step_times(START, minutes(START, 10), DAY)


@pytest.mark.parametrize(
    ("moment", "due", "following"),
    [
        (minutes(REMINDER, -1), None, REMINDER),
        (REMINDER, Step.REMIND, WARNING),
        (minutes(WARNING, -1), Step.REMIND, WARNING),
        (WARNING, Step.WARN, END),
        (END, Step.CLOSE, None),
        (minutes(END, 60 * 24), Step.CLOSE, None),
    ],
)
def test_of_several_steps_the_last_is_due(moment: datetime, due: Step | None, following: datetime | None) -> None:
    assert (due_step(START, END, DAY, moment), step_after(START, END, DAY, moment)) == (due, following)


@pytest.mark.parametrize(("step", "state"), list(product(Step, DutyState.values)))
def test_every_step_on_every_state(cast: Cast, duty: Duty, step: Step, state: str) -> None:
    visited_at = START if state in {"done", "late"} else None
    Duty.objects.update(state=state, visited_at=visited_at, reason="停课" if state == "cancelled" else "")
    moment = TIMES[step]

    taken = take_steps(at=moment)

    duty.refresh_from_db()
    asks = state == DutyState.OPEN
    assert (duty.reminded_at, duty.warned_at, duty.closed_at) == (
        moment if asks and step == Step.REMIND else None,
        moment if asks and step == Step.WARN else None,
        moment if step == Step.CLOSE else None,
    )
    assert duty.state == (DutyState.MISSED if asks and step == Step.CLOSE else state)
    assert duty.next_step_at == step_after(START, END, DAY, moment)
    assert taken.claimed == 1
    assert Notice.objects.exists() == asks


def test_a_day_climbs_the_ladder_step_by_step(cast: Cast, duty: Duty) -> None:
    name_substitute(cast.colleague, DAY)
    quiet = [minutes(REMINDER, -1), minutes(REMINDER, 1), minutes(WARNING, -1), minutes(END, -1), minutes(END, 1)]

    taken = {moment: take_steps(at=moment) for moment in sorted([*quiet, *TIMES.values()])}

    assert {moment: dict(one.outcomes) for moment, one in taken.items() if one != Taken()} == {
        REMINDER: {Outcome.REMINDED: 1},
        WARNING: {Outcome.WARNED: 1},
        END: {Outcome.HANDED_OVER: 1},
    }
    duty.refresh_from_db()
    assert (duty.reminded_at, duty.warned_at, duty.closed_at) == (REMINDER, WARNING, END)
    assert (duty.state, duty.handed_over_at, duty.handed_to) == ("missed", END, cast.colleague)
    assert duty.next_step_at is None


def test_a_missed_duty_is_on_the_trail_and_its_months_are_stale(cast: Cast, duty: Duty) -> None:
    name_substitute(cast.colleague, DAY)

    take_steps(at=END)

    entry = LogEntry.objects.get_for_object(cast.station).exclude(action=LogEntry.Action.CREATE).get()
    assert (entry.actor, entry.changes) == (
        None,
        {"duties_missed": ["None", "SPQ-01 2026-11-23 07:30"], "handed_to": ["None", "colleague"]},
    )
    assert StaleMonth.objects.filter(unit=cast.station, first_day=date(2026, 11, 1)).exists()


def test_reminders_and_warnings_leave_no_trail_and_no_mark(cast: Cast, duty: Duty) -> None:
    take_steps(at=REMINDER)
    take_steps(at=WARNING)

    assert not LogEntry.objects.exclude(action=LogEntry.Action.CREATE).exists()
    assert not StaleMonth.objects.exists()


def test_a_duty_that_was_reopened_goes_on_with_what_is_to_come(cast: Cast, duty: Duty) -> None:
    take_steps(at=REMINDER)
    Duty.objects.update(state="done", visited_at=START)
    take_steps(at=WARNING)
    reopened_at = minutes(WARNING, 2)
    Duty.objects.update(state="open", visited_at=None, next_step_at=step_after(START, END, DAY, reopened_at))

    assert take_steps(at=reopened_at) == Taken()
    assert take_steps(at=END).outcomes == {Outcome.MISSED: 1}
    duty.refresh_from_db()
    assert (duty.reminded_at, duty.warned_at) == (REMINDER, None)


def test_a_step_that_was_taken_is_not_taken_again(cast: Cast, duty: Duty) -> None:
    take_steps(at=REMINDER)
    Duty.objects.update(next_step_at=REMINDER)  # as if somebody had put it back

    taken = take_steps(at=minutes(REMINDER, 1))

    assert taken.outcomes == {Outcome.PASSED_BY: 1}
    duty.refresh_from_db()
    assert (duty.reminded_at, duty.next_step_at) == (REMINDER, WARNING)
    assert Notice.objects.count() == 1


def test_a_duty_whose_window_moved_waits_for_its_new_time(cast: Cast, duty: Duty) -> None:
    Duty.objects.update(next_step_at=minutes(REMINDER, -60))

    take_steps(at=minutes(REMINDER, -30))

    duty.refresh_from_db()
    assert (duty.reminded_at, duty.next_step_at) == (None, REMINDER)


def test_a_claim_takes_so_many_and_leaves_a_unit_whole(cast: Cast) -> None:
    for unit, number in ((cast.station, 4), (cast.other_station, 4)):
        for _point in range(number):
            make_waiting_duty(make_window(make_point(unit), time(7, 30), time(8, 10)), DAY)

    claims = [take_steps(at=REMINDER, limit=6).claimed for _claim in range(3)]

    assert claims == [4, 4, 0]


def test_a_unit_with_more_than_a_claim_is_taken_all_the_same(cast: Cast) -> None:
    for _point in range(5):
        make_waiting_duty(make_window(make_point(cast.station), time(7, 30), time(8, 10)), DAY)

    assert [take_steps(at=REMINDER, limit=2).claimed for _claim in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize("moment", [REMINDER, WARNING, END])
def test_many_take_as_many_statements_as_one(cast: Cast, duty: Duty, moment: datetime) -> None:
    name_substitute(cast.colleague, DAY)
    with CaptureQueriesContext(connection) as one:
        take_steps(at=moment)
    Duty.objects.update(next_step_at=None)
    more = [
        make_waiting_duty(make_window(make_point(cast.station), time(7, 30), time(8, 10)), DAY) for _point in range(300)
    ]
    put_on_duty(cast.officer, *more)

    with CaptureQueriesContext(connection) as many:
        taken = take_steps(at=moment)

    assert taken.claimed == 300
    assert len(many) == len(one)
