"""Two hands on one roster in the same moment: one wins, and nothing is written twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from patrols.actions.roster import accept_swap, ask_swap, assign, copy_week, decline_swap, withdraw_swap
from patrols.models import DutyWindow, RosterEntry, Swap
from tests.api.test_races import AT_ONCE, all_at_once
from tests.cast import Cast
from tests.factories import make_window
from tests.factories.roster import make_entry, make_swap

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
