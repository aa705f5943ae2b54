"""What becomes of a duty when the word on one of its check-ins changes: every outcome × state × time."""

from datetime import datetime, time

import pytest
import time_machine

from patrols.actions import record_check_in
from patrols.ladder import step_after
from patrols.models import Duty
from tests.cast import Cast
from tests.factories import at, make_duty, make_window
from tests.factories.evidence import make_doubtful
from tests.patrols.claims import claim
from tests.patrols.evidence.saying import (
    CLOSED,
    DAY,
    IN_WINDOW,
    LATER,
    LATEST,
    OVER,
    RUNNING,
    check_in,
    close,
    duty_of,
    say,
    settled,
)


@pytest.fixture
def duty(cast: Cast) -> Duty:
    """From 07:30 to 08:30."""
    return duty_of(cast)


@pytest.mark.parametrize(
    ("visits", "now", "expected"),
    [
        ([IN_WINDOW], RUNNING, ("open", None)),
        ([IN_WINDOW], OVER, ("missed", None)),
        ([IN_WINDOW, at("2026-11-23 08:20")], OVER, ("done", at("2026-11-23 08:20"))),
        ([IN_WINDOW, LATER], OVER, ("late", LATER)),
        ([IN_WINDOW, LATER, LATEST], OVER, ("late", LATER)),
        ([LATER], OVER, ("missed", None)),
        ([LATER, LATEST], OVER, ("late", LATEST)),
        ([LATER, IN_WINDOW], OVER, ("done", IN_WINDOW)),
    ],
)
def test_a_rejected_first_visit_leaves_the_duty_to_the_others(
    cast: Cast, duty: Duty, visits: list[datetime], now: datetime, expected: tuple[str, datetime | None]
) -> None:
    rows = [check_in(cast, moment, number) for number, moment in enumerate(visits, 1)]
    if now == OVER:
        close(duty, CLOSED)

    say(cast, rows[0], "rejected", now)

    assert settled(duty) == expected


@pytest.mark.parametrize("visits", [[IN_WINDOW], [IN_WINDOW, LATER], [LATER], [LATER, LATEST], [LATER, IN_WINDOW]])
def test_what_was_rejected_and_is_accepted_fulfils_the_duty_as_before(
    cast: Cast, duty: Duty, visits: list[datetime]
) -> None:
    rows = [check_in(cast, moment, number) for number, moment in enumerate(visits, 1)]
    before = settled(duty)
    for row in rows:
        say(cast, row, "rejected")
    assert settled(duty) == ("missed", None)

    for row in rows:
        say(cast, row, "accepted", reason="已核实")

    assert settled(duty) == before


def test_an_open_duty_climbs_the_ladder_again(cast: Cast, duty: Duty) -> None:
    row = check_in(cast, IN_WINDOW)
    close(duty, RUNNING)  # a clock that jumped
    say(cast, row, "rejected", RUNNING)
    duty.refresh_from_db()
    assert duty.closed_at is None
    assert duty.next_step_at == step_after(duty.starts_at, duty.ends_at, duty.on, RUNNING) is not None


def test_a_missed_duty_stays_closed_and_waits_for_no_step(cast: Cast, duty: Duty) -> None:
    row = check_in(cast, IN_WINDOW)
    Duty.objects.update(next_step_at=duty.ends_at)  # nobody has closed it yet
    say(cast, row, "rejected")
    duty.refresh_from_db()
    assert (duty.closed_at, duty.next_step_at) == (OVER, None)
    say(cast, row, "accepted")
    close(duty, CLOSED)
    say(cast, row, "rejected")
    duty.refresh_from_db()
    assert duty.closed_at == CLOSED


def test_a_late_visit_by_a_fast_clock_leaves_the_duty_open_while_its_window_runs(cast: Cast, duty: Duty) -> None:
    with time_machine.travel(at("2026-11-23 08:25"), tick=False):
        early = claim(captured_at=at("2026-11-23 08:31"), sent_at=at("2026-11-23 08:31"))
        row = record_check_in(by=cast.officer, claim=early).check_in
    assert settled(duty)[0] == "late"
    say(cast, row, "rejected", at("2026-11-23 08:26"))
    assert settled(duty) == ("open", None)


def test_a_duty_that_was_cancelled_meanwhile_stays_so(cast: Cast, duty: Duty) -> None:
    row = check_in(cast, IN_WINDOW)
    say(cast, row, "rejected", RUNNING)
    Duty.objects.update(state="cancelled", reason="雨天停课")
    say(cast, row, "accepted", RUNNING)
    assert settled(duty) == ("cancelled", None)


def test_a_further_visit_that_is_rejected_changes_nothing(cast: Cast, duty: Duty) -> None:
    check_in(cast, IN_WINDOW)
    further = check_in(cast, at("2026-11-23 08:10"), 2)
    before = settled(duty)
    say(cast, further, "rejected")
    assert settled(duty) == before


def test_one_late_visit_serves_one_duty(cast: Cast, duty: Duty) -> None:
    second = make_duty(make_window(cast.point, time(8, 35), time(8, 45)), DAY)
    first_visit = check_in(cast, IN_WINDOW)
    second_visit = check_in(cast, at("2026-11-23 08:40"), 2)
    check_in(cast, LATER, 3)  # no duty needed it
    say(cast, first_visit, "rejected")
    assert settled(duty) == ("late", LATER)
    say(cast, second_visit, "rejected")
    assert (settled(duty), settled(second)) == (("missed", None), ("late", LATER))


def test_a_rejected_visit_that_stood_in_as_the_late_one_is_taken_back_too(cast: Cast, duty: Duty) -> None:
    first, stand_in = check_in(cast, IN_WINDOW), check_in(cast, LATER, 2)
    assert stand_in.duty is None
    say(cast, first, "rejected")
    say(cast, stand_in, "rejected")
    assert settled(duty) == ("missed", None)
    say(cast, stand_in, "accepted")
    assert settled(duty) == ("late", LATER)


def test_duties_that_nobody_reviewed_are_left_alone(cast: Cast) -> None:
    imported = make_duty(make_window(cast.point), DAY, "done")  # without a check-in
    say(cast, make_doubtful(cast.officer, cast.point, LATER), "rejected")
    assert settled(imported)[0] == "done"


def test_a_check_in_after_the_rejection_fulfils_the_duty(cast: Cast, duty: Duty) -> None:
    say(cast, check_in(cast, IN_WINDOW), "rejected", RUNNING)
    again = check_in(cast, at("2026-11-23 08:15"), 2)
    assert (again.duty, again.duty_state) == (duty, "done")
    assert settled(duty) == ("done", at("2026-11-23 08:15"))


def test_a_repeat_gets_the_answer_that_it_had(cast: Cast, duty: Duty) -> None:
    row = check_in(cast, IN_WINDOW)
    say(cast, row, "rejected")
    with time_machine.travel(OVER, tick=False):
        again = record_check_in(by=cast.officer, claim=claim(captured_at=IN_WINDOW))
    assert (again.is_new, again.check_in.duty_state, again.check_in.duty_id) == (False, "done", duty.pk)
