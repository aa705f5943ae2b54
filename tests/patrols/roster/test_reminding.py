"""Who comes on duty after the reminder is reminded at once, and nobody twice of one duty."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import User
from campus_safety.notices.models import Notice
from patrols.actions import take_steps
from patrols.actions.roster import accept_swap, assign, balance, copy_week, save_team, take_off
from patrols.models import Duty, DutyWindow, Team
from patrols.roster.balancing import plan_week
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_point, make_user, make_window
from tests.factories.ladder import make_waiting_duty, put_on_duty
from tests.factories.roster import make_entry, make_swap, make_team
from tests.patrols.roster.conftest import MONDAY, TUESDAY

A_WEEK_BEFORE = MONDAY - timedelta(days=7)
REMINDER, NOW = at("2026-11-23 07:15"), at("2026-11-23 07:20")
RUNNING, OVER = at("2026-11-23 07:45"), at("2026-11-23 08:30")


@pytest.fixture
def duties(window: DutyWindow) -> list[Duty]:
    """Three of Monday, 07:30 to 08:30."""
    unit = window.point.unit
    others = [make_window(make_point(unit, f"SPQ-0{number}"), weekdays="12345") for number in (2, 3)]
    return [make_waiting_duty(each, MONDAY) for each in (window, *others)]


def remind(clock: time_machine.Traveller) -> None:
    """The ladder takes its first step; five minutes later it is 07:20."""
    take_steps(at=REMINDER)
    clock.move_to(NOW)


def put(cast: Cast, *duties: Duty, who: User | None = None) -> int:
    """The commander puts an officer on duty."""
    windows = [duty.window for duty in duties]
    return assign(by=cast.commander, windows=windows, dates=[MONDAY], officers=[who or cast.officer]).made


def reminders(user: User) -> list[list[int]]:
    """The duties of each of the user's own reminders, in the order in which they came."""
    own = Notice.objects.filter(recipient=user, kind="patrols.reminder", data__note="")
    return list(own.order_by("pk").values_list("data__duties", flat=True))


def pks(*duties: Duty) -> list[int]:
    return [duty.pk for duty in duties]


def test_who_is_put_on_duty_after_the_reminder_is_reminded_once(
    cast: Cast, duties: list[Duty], early: time_machine.Traveller
) -> None:
    put_on_duty(cast.colleague, duties[0])
    remind(early)

    put(cast, *duties)
    with nothing_written():
        put(cast, *duties)
        take_steps(at=NOW)
        take_steps(at=NOW)

    assert reminders(cast.officer) == [pks(*duties)]
    assert reminders(cast.colleague) == [pks(duties[0])]
    notice = Notice.objects.get(recipient=cast.officer)
    assert (notice.made_at, notice.url, notice.data["number"]) == (NOW, "/today/", 3)


def test_nobody_is_reminded_again_of_what_they_were_reminded_of(
    cast: Cast, duties: list[Duty], early: time_machine.Traveller
) -> None:
    put_on_duty(cast.officer, *duties[:2])
    remind(early)
    take_off(by=cast.commander, windows=[duty.window for duty in duties], dates=[MONDAY], officers=[cast.officer])

    put(cast, duties[1])
    assert reminders(cast.officer) == [pks(*duties[:2])]
    put(cast, duties[0], duties[2])

    assert reminders(cast.officer) == [pks(*duties[:2]), pks(duties[2])]


def test_a_commander_who_was_told_that_nobody_is_on_duty_and_goes_is_reminded(
    cast: Cast, duties: list[Duty], early: time_machine.Traveller
) -> None:
    remind(early)
    assert [notice.data["note"] for notice in Notice.objects.filter(recipient=cast.commander)] == ["unmanned"]

    put(cast, *duties, who=cast.commander)

    assert reminders(cast.commander) == [pks(*duties)]


def test_nobody_is_reminded_before_the_ladder_reminds(
    cast: Cast, duties: list[Duty], early: time_machine.Traveller
) -> None:
    put(cast, duties[0])
    assert reminders(cast.officer) == []
    remind(early)
    assert reminders(cast.officer) == [pks(duties[0])]


def test_of_a_day_to_come_nobody_is_reminded(cast: Cast, duties: list[Duty], early: time_machine.Traveller) -> None:
    for duty in duties:
        make_waiting_duty(duty.window, TUESDAY)
    remind(early)
    windows = [duty.window for duty in duties]
    assign(by=cast.commander, windows=windows, dates=[TUESDAY], officers=[cast.officer])
    assert reminders(cast.officer) == []


def test_a_window_after_midnight_is_reminded_of_on_the_evening_before(
    cast: Cast, early: time_machine.Traveller
) -> None:
    night = make_window(make_point(cast.station), time(0, 5), time(1), follows_calendar=False)
    duty = make_waiting_duty(night, TUESDAY, next_step_at=None)
    Duty.objects.update(next_step_at=at("2026-11-23 23:50"))
    take_steps(at=at("2026-11-23 23:50"))
    early.move_to(at("2026-11-23 23:55"))
    assign(by=cast.commander, windows=[night], dates=[TUESDAY], officers=[cast.officer])
    assert reminders(cast.officer) == [pks(duty)]


def joins(cast: Cast, team: Team) -> None:
    """The officer joins a team that is on duty."""
    save_team(by=cast.commander, team=team, members=[cast.colleague, cast.officer])


@pytest.mark.parametrize(
    ("moment", "changes", "is_reminded"),
    [
        (NOW, {}, True),
        (RUNNING, {}, True),
        (OVER, {}, False),
        (NOW, {"state": "done", "visited_at": NOW}, False),
        (NOW, {"state": "cancelled", "reason": "停课"}, False),
        (NOW, {"reminded_at": None}, False),
    ],
)
def test_who_joins_a_team_is_reminded_of_what_is_open_and_not_over(
    cast: Cast, duties: list[Duty], early: time_machine.Traveller, moment: datetime, changes: dict[str, Any],
    is_reminded: bool,
) -> None:  # fmt: skip
    team = make_team(cast.station, cast.colleague)
    put_on_duty(team, duties[0])
    remind(early)
    Duty.objects.update(**changes)
    early.move_to(moment)

    joins(cast, team)
    joins(cast, team)

    assert reminders(cast.officer) == ([pks(duties[0])] if is_reminded else [])
    assert reminders(cast.colleague) == [pks(duties[0])]


def test_a_team_that_is_used_again_is_reminded(cast: Cast, duties: list[Duty], early: time_machine.Traveller) -> None:
    team = make_team(cast.station, cast.colleague, make_user(unit=cast.station, is_active=False), is_active=False)
    put_on_duty(team, *duties)
    remind(early)
    team.is_active = True
    save_team(by=cast.commander, team=team, members=list(team.members.all()))
    assert reminders(cast.colleague) == [pks(*duties)]
    assert Notice.objects.count() == 2  # the other one is the commander's


def test_of_a_swap_who_takes_over_is_reminded(cast: Cast, duties: list[Duty], early: time_machine.Traveller) -> None:
    given, taken = (
        make_entry(duties[0].window, MONDAY, cast.officer),
        make_entry(duties[1].window, MONDAY, cast.colleague),
    )
    swap = make_swap(given, cast.colleague, taken)
    remind(early)

    accept_swap(by=cast.colleague, swap=swap)

    assert reminders(cast.officer) == [pks(duties[0]), pks(duties[1])]
    assert reminders(cast.colleague) == [pks(duties[1]), pks(duties[0])]


def copied(cast: Cast) -> None:
    copy_week(by=cast.commander, unit=cast.station, source_monday=A_WEEK_BEFORE, target_monday=MONDAY)


def balanced(cast: Cast) -> None:
    week: dict[str, Any] = {"unit": cast.station, "monday": MONDAY, "officers": [cast.officer], "most": 6}
    balance(by=cast.commander, seen=plan_week(at=NOW, **week).digest, **week)


@pytest.mark.parametrize("write", [copied, balanced])
def test_whole_weeks_remind_too(
    cast: Cast, duties: list[Duty], early: time_machine.Traveller, write: Callable[[Cast], None]
) -> None:
    for duty in duties:
        make_entry(duty.window, A_WEEK_BEFORE, cast.officer)
    remind(early)
    write(cast)
    assert reminders(cast.officer) == [pks(*duties)]


def test_many_cost_as_many_queries_as_one(cast: Cast, early: time_machine.Traveller) -> None:
    more = [make_waiting_duty(make_window(make_point(cast.station), weekdays="12345"), MONDAY) for _point in range(20)]
    remind(early)
    put(cast, more[0])  # what is cached at the first time is there
    with CaptureQueriesContext(connection) as one:
        put(cast, more[1])
    with CaptureQueriesContext(connection) as many:
        put(cast, *more, who=cast.colleague)
    assert len(many) == len(one)
    assert reminders(cast.colleague) == [pks(*more)]
