"""Ending an outing that its team forgot, and duties that nobody could have known of."""

from datetime import date, time

import pytest
import time_machine

from patrols.actions import end_outing, save_window, take_steps
from patrols.models import Duty, DutyWindow, Outing
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_outing

NOW = at("2026-11-23 15:00")


def end_page(outing: Outing) -> str:
    """The page on which it is ended."""
    return f"/patrols/outings/{outing.pk}/end/"


@pytest.mark.parametrize("who", ["commander", "bureau", "officer"])
def test_a_commander_or_the_team_ends_it(cast: Cast, who: str) -> None:
    outing = make_outing(cast.officer, cast.colleague, started_at=at("2026-11-23 01:00"))
    client = signed_in(cast.roles[who] or cast.officer)
    with time_machine.travel(NOW, tick=False):
        assert client.get(end_page(outing)).status_code == 200
        assert client.post(end_page(outing)).headers["Location"] == outing.get_absolute_url()
    outing.refresh_from_db()
    assert {outing.ended_at, *(member.ended_at for member in outing.officers.all())} == {NOW}


def test_another_officer_of_the_unit_may_not(cast: Cast) -> None:
    outing = make_outing(cast.colleague, started_at=at("2026-11-23 01:00"))
    assert signed_in(cast.officer).post(end_page(outing)).status_code == 403
    outing.refresh_from_db()
    assert outing.ended_at is None


def test_the_same_end_at_the_same_moment_is_one_end(cast: Cast) -> None:
    outing = make_outing(cast.officer, started_at=at("2026-11-23 14:00"))
    with time_machine.travel(NOW, tick=False):
        seen_by_both = [Outing.objects.get(pk=outing.pk), Outing.objects.get(pk=outing.pk)]
        ends = [end_outing(by=cast.officer, outing=seen, ended_at=NOW).ended_at for seen in seen_by_both]
    assert ends == [NOW, NOW]


@time_machine.travel(NOW, tick=False)
def test_a_window_entered_in_the_afternoon_asks_for_nobody_that_morning(cast: Cast) -> None:
    window = DutyWindow(point=cast.point, occasion="arrival", weekdays="1234567", starts_at=time(7), ends_at=time(8))
    save_window(window=window)
    assert Duty.objects.order_by("on").values_list("on", flat=True)[0] == date(2026, 11, 24)
    assert take_steps(at=NOW).claimed == 0
