"""Two hands on one roster in the same moment: one wins, and nothing is written twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from campus_safety.notices.models import Notice
from patrols.actions import take_steps
from patrols.actions.roster import accept_swap, ask_swap, assign, copy_week, decline_swap, withdraw_swap
from patrols.models import DutyWindow, RosterEntry, Swap
from tests.api.test_races import AT_ONCE, all_at_once
from tests.cast import Cast
from tests.factories import at, make_point, make_window
from tests.factories.ladder import make_waiting_duty
from tests.factories.roster import make_entry, make_swap
from tests.patrols.roster.conftest import MONDAY

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tomorrow(cast: Cast) -> DutyWindow:
    """A window on every day whatever the calendar says, so that it applies tomorrow."""
    return make_window(cast.point, follows_calendar=False)


def tried(call: Callable[[], object]) -> Callable[[], tuple[int, str]]:
    """The call, with 200 where it was done and 400 where it was refused."""

    def run() -> tuple[int, str]:
        try:
            call()
        except ValidationError as error:
            return 400, str(error)
        return 200, ""

    return run


def statuses(*calls: Callable[[], object]) -> list[int]:
    return sorted(status for status, _text in all_at_once([tried(call) for call in calls]))


def test_a_swap_is_answered_once(cast: Cast, tomorrow: DutyWindow) -> None:
    swap = make_swap(make_entry(tomorrow, timezone.localdate() + timedelta(days=1), cast.officer), cast.colleague)
    done = statuses(
        lambda: accept_swap(by=cast.colleague, swap=Swap.objects.get()),
        lambda: withdraw_swap(by=cast.officer, swap=Swap.objects.get()),
        lambda: decline_swap(by=cast.colleague, swap=Swap.objects.get()),
        lambda: accept_swap(by=cast.colleague, swap=Swap.objects.get()),
    )
    assert done == [200, 400, 400, 400]
    swap.refresh_from_db()
    assert RosterEntry.objects.get().officer == (cast.colleague if swap.state == "accepted" else cast.officer)


def test_a_duty_is_offered_once(cast: Cast, tomorrow: DutyWindow) -> None:
    entry = make_entry(tomorrow, timezone.localdate() + timedelta(days=1), cast.officer)
    others = [cast.colleague, cast.commander, cast.colleague, cast.commander]
    calls = [lambda of=of: ask_swap(by=cast.officer, entries=[entry], of=of) for of in others]
    assert statuses(*calls) == [200, 400, 400, 400]
    assert Swap.objects.count() == 1


def test_the_same_assignment_at_once_is_written_once(cast: Cast, tomorrow: DutyWindow) -> None:
    on = timezone.localdate() + timedelta(days=1)
    window = DutyWindow.objects.select_related("point").get()
    calls = [lambda: assign(by=cast.commander, windows=[window], dates=[on], officers=[cast.officer])] * AT_ONCE
    assert statuses(*calls) == [200] * AT_ONCE
    assert RosterEntry.objects.count() == 1


def test_who_is_put_on_duty_while_the_worker_reminds_is_reminded_once(cast: Cast, tomorrow: DutyWindow) -> None:
    windows = [tomorrow, *(make_window(make_point(cast.station), follows_calendar=False) for _point in range(9))]
    duties = [make_waiting_duty(window, MONDAY) for window in windows]
    with time_machine.travel(at("2026-11-23 07:16"), tick=False):
        calls: list[Callable[[], object]] = [
            lambda: assign(by=cast.commander, windows=windows, dates=[MONDAY], officers=[cast.officer]),
            lambda: take_steps(at=timezone.now()),
            lambda: take_steps(at=timezone.now()),
        ]
        assert statuses(*calls) == [200] * 3
        take_steps(at=timezone.now())  # the next minute takes what the roster held

    told = Notice.objects.filter(recipient=cast.officer).values_list("data__duties", flat=True)
    assert sorted(pk for of_round in told for pk in of_round) == sorted(duty.pk for duty in duties)


def test_a_week_is_copied_once(cast: Cast, tomorrow: DutyWindow) -> None:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    make_entry(tomorrow, monday, cast.officer)
    later = monday + timedelta(days=7)
    calls = [
        lambda: copy_week(by=cast.commander, unit=cast.station, source_monday=monday, target_monday=later)
    ] * AT_ONCE
    assert statuses(*calls) == [200] * AT_ONCE
    assert RosterEntry.objects.count() == 2
