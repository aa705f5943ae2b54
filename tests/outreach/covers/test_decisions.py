"""Deciding on event cover: the temporary point with its duty, the officers, and taking all of it back."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from campus_safety.notices.models import Notice
from outreach.actions.covers import approve_cover, decline_cover, withdraw_cover
from outreach.models import EventCover
from outreach.states.covers import CoverState
from patrols.models import Duty, DutyWindow, PatrolPoint, RosterEntry
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_point
from tests.factories.covers import make_cover, start_outing_of

NOW = at("2026-05-28 10:00")
BEGINS = at("2026-05-29 09:00")
FAR = at("2026-07-01 09:00")


@pytest.fixture
def cover(cast: Cast) -> EventCover:
    """A request of the day before."""
    with time_machine.travel(NOW, tick=False):
        return make_cover(cast.principal, cast.school, starts_at=BEGINS)


def approve(cast: Cast, cover: EventCover, moment: datetime = NOW, **said: Any) -> EventCover:
    officers = said.pop("officers", [cast.officer, cast.colleague])
    with time_machine.travel(moment, tick=False):
        return approve_cover(by=cast.commander, cover=cover, officers=officers, **said)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_an_approved_event_has_an_unpublished_point_for_its_day(cast: Cast, cover: EventCover) -> None:
    point = approve(cast, cover).point

    assert point is not None
    assert (point.code, point.is_published, list(point.schools.all())) == ("SPQ-901", False, [cast.school])
    assert (point.in_force_from, point.in_force_until) == (BEGINS.date(), BEGINS.date())
    assert point.place == (cover.latitude, cover.longitude)
    assert not point.signs.exists()
    assert list(PatrolPoint.objects.public(BEGINS.date())) == [cast.point]


def test_its_duty_asks_for_the_officers_from_before_to_after(cast: Cast, cover: EventCover) -> None:
    point = approve(cast, cover).point

    window, duty = DutyWindow.objects.get(point=point), Duty.objects.get(point=point)
    assert (window.cause, window.strength, window.follows_calendar) == ("event_cover", 2, False)
    assert cover.title not in window.reason
    assert (duty.starts_at, duty.ends_at) == (at("2026-05-29 08:30"), at("2026-05-29 11:15"))
    assert {entry.officer for entry in RosterEntry.objects.filter(window=window)} == {cast.officer, cast.colleague}


@pytest.mark.parametrize(
    ("hours", "before", "after", "expected"),
    [
        ((0, 1), 30, 15, (time(0), time(1, 15))),
        ((22, 23.5), 30, 60, (time(21, 30), time(23, 59))),
        ((9, 11), 0, 0, (time(9), time(11))),
    ],
)
def test_the_window_stays_within_the_day(
    cast: Cast, hours: tuple[float, float], before: int, after: int, expected: tuple[time, time]
) -> None:
    begins, ends = (at("2026-05-29 00:00") + timedelta(hours=hour) for hour in hours)
    with time_machine.travel(NOW, tick=False):
        asked = make_cover(cast.principal, cast.school, starts_at=begins, ends_at=ends)

    window = DutyWindow.objects.get(point=approve(cast, asked, before_min=before, after_min=after).point)

    assert (window.starts_at, window.ends_at) == expected


def test_numbers_of_temporary_points_go_on_in_a_row_of_their_own(cast: Cast, cover: EventCover) -> None:
    make_point(cast.station, "SPQ-35")
    with time_machine.travel(NOW, tick=False):
        other = make_cover(cast.other_principal, cast.other_school, starts_at=BEGINS)

    codes = [approve(cast, each).point for each in (cover, other)]

    assert [point.code for point in codes if point] == ["SPQ-901", "SPQ-902"]


def test_the_decision_is_told_to_the_school_and_to_the_officers(cast: Cast, cover: EventCover) -> None:
    approved = approve(cast, cover, text="请提前半小时开门")

    assert (approved.state, set(approved.officers.all())) == ("approved", {cast.officer, cast.colleague})
    assert approved.steps.get(after="approved").text == "请提前半小时开门"
    assert told("outreach.cover_decided") == {"principal"}
    assert told("outreach.cover_assigned") == {"officer", "colleague"}
    assert LogEntry.objects.filter(changes__officers=["", "colleague, officer"]).count() == 1


def test_who_is_sent_when_the_window_has_begun_is_told_and_not_rostered(cast: Cast, cover: EventCover) -> None:
    approved = approve(cast, cover, BEGINS - timedelta(minutes=10))

    assert Duty.objects.filter(point=approved.point, state="open").exists()
    assert not RosterEntry.objects.exists()
    assert told("outreach.cover_assigned") == {"officer", "colleague"}


def test_nobody_is_sent_to_an_event_that_is_over(cast: Cast, cover: EventCover) -> None:
    with nothing_written(), pytest.raises(ValidationError):
        approve(cast, cover, cover.ends_at)


@pytest.mark.parametrize("whom", ["nobody", "of another unit", "inactive"])
def test_only_active_officers_of_the_unit_are_sent(cast: Cast, cover: EventCover, whom: str) -> None:
    cast.colleague.is_active = False
    officers = {"nobody": [], "of another unit": [cast.officer, cast.other_officer], "inactive": [cast.colleague]}
    with nothing_written(), pytest.raises(ValidationError) as refused:
        approve(cast, cover, officers=officers[whom])
    assert list(refused.value.message_dict) == ["officers"]


@pytest.mark.parametrize("begins", [BEGINS, FAR], ids=["made", "not made yet"])
def test_what_is_called_off_is_taken_back_for_good(cast: Cast, begins: datetime) -> None:
    with time_machine.travel(NOW, tick=False):
        asked = make_cover(cast.principal, cast.school, starts_at=begins)
        point = approve(cast, asked).point
        ended = decline_cover(by=cast.commander, cover=asked, text="全员抽调")

    duty = Duty.objects.get(point=point)
    assert (ended.state, ended.point, ended.officers.count()) == ("declined", None, 0)
    assert (duty.state, duty.reason) == ("cancelled", "全员抽调")
    assert not RosterEntry.objects.exists()
    assert told("outreach.cover_called_off") == {"officer", "colleague"}


def test_a_declined_request_can_still_be_approved(cast: Cast, cover: EventCover) -> None:
    approve(cast, cover)
    with time_machine.travel(NOW, tick=False):
        decline_cover(by=cast.commander, cover=cover, text="全员抽调")

    again = approve(cast, cover, officers=[cast.officer])

    assert again.point is not None
    assert (again.state, again.point.code) == ("approved", "SPQ-902")
    assert Duty.objects.get(point=again.point).state == "open"


def test_a_principal_withdraws_and_police_learn_of_it(cast: Cast, cover: EventCover) -> None:
    approve(cast, cover)
    with time_machine.travel(NOW, tick=False):
        withdrawn = withdraw_cover(by=cast.principal, cover=cover, text="下雨改期")

    assert withdrawn.state == CoverState.WITHDRAWN
    assert told("outreach.cover_called_off") == {"officer", "colleague", "commander"}
    assert told("outreach.cover_decided") == {"principal"}  # of the approval; of the own withdrawal nothing


def test_nothing_is_called_off_once_officers_are_out_or_the_event_is_over(cast: Cast, cover: EventCover) -> None:
    approve(cast, cover)
    with time_machine.travel(cover.ends_at, tick=False), nothing_written(), pytest.raises(ValidationError):
        decline_cover(by=cast.commander, cover=cover, text="全员抽调")

    with time_machine.travel(BEGINS, tick=False):
        start_outing_of(cover, cast.officer)
        with nothing_written(), pytest.raises(ValidationError):
            decline_cover(by=cast.commander, cover=cover, text="全员抽调")


def test_what_nobody_decided_in_time_is_declined_afterwards(cast: Cast, cover: EventCover) -> None:
    with time_machine.travel(cover.ends_at, tick=False):
        assert decline_cover(by=cast.commander, cover=cover, text="未及时处理，已电话致歉").state == CoverState.DECLINED


STEPS = {
    CoverState.APPROVED: lambda cast, cover: approve_cover(by=cast.commander, cover=cover, officers=[cast.officer]),
    CoverState.DECLINED: lambda cast, cover: decline_cover(by=cast.commander, cover=cover, text="警力不足"),
    CoverState.WITHDRAWN: lambda cast, cover: withdraw_cover(by=cast.principal, cover=cover, text="改期"),
}
ALLOWED = {
    ("requested", "approved"), ("requested", "declined"), ("requested", "withdrawn"),
    ("approved", "declined"), ("approved", "withdrawn"), ("declined", "approved"),
}  # fmt: skip


@pytest.mark.parametrize("before", CoverState.values)
@pytest.mark.parametrize("after", list(STEPS))
def test_every_pair_of_states(cast: Cast, before: str, after: CoverState) -> None:
    cover = make_cover(cast.principal, cast.school, before, commander=cast.commander)
    try:
        state = STEPS[after](cast, cover).state
    except ValidationError:
        state = ""
    assert (state == after) == ((before, str(after)) in ALLOWED)


@pytest.mark.parametrize("step", [decline_cover, withdraw_cover])
def test_a_no_has_its_reason(cast: Cast, cover: EventCover, step: Any) -> None:
    with time_machine.travel(NOW, tick=False), nothing_written(), pytest.raises(ValidationError) as refused:
        step(by=cast.commander, cover=cover, text=" ")
    assert list(refused.value.message_dict) == ["text"]
