"""Who counts as on duty: teams in use and officers of the unit, and never somebody who is inactive or has left."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campus_safety.accounts.models import User
from patrols.agenda import Item
from patrols.models import Duty, DutyWindow, Standby, Team
from patrols.on_duty import officers_on_duty, substitutes_of, unmanned, with_own_marked
from patrols.roster.mine import coming_rounds
from patrols.roster.people import minutes_of, roster_of
from patrols.roster.planned import Span
from tests.cast import Cast
from tests.factories import at, make_duty, make_user, make_window
from tests.factories.roster import make_entry, make_team
from tests.patrols.roster.conftest import MONDAY, TUESDAY

LEFT = ["inactive", "moved", "role"]


def test_inactive_officers_are_not_on_duty(cast: Cast, window: DutyWindow) -> None:
    gone = make_user(unit=cast.station, is_active=False)
    principal = make_user(unit=cast.station, role=User.Role.PRINCIPAL)
    duty, alone, empty = (
        make_duty(each, MONDAY) for each in (window, make_window(cast.point), make_window(cast.point))
    )
    make_entry(window, MONDAY, make_team(cast.station, cast.officer, gone, principal))
    make_entry(window, MONDAY, cast.colleague)
    make_entry(window, TUESDAY, cast.commander)
    make_entry(alone.window, MONDAY, gone)

    roster = roster_of(cast.station, MONDAY, MONDAY)

    expected = {duty.pk: {cast.officer.pk, cast.colleague.pk}, alone.pk: set(), empty.pk: set()}
    assert officers_on_duty([duty, alone, empty]) == expected
    assert {each.pk: {who.pk for who in roster.officers(each)} for each in (duty, alone, empty)} == expected


def left_officer(cast: Cast, how: str) -> User:
    """One who is inactive, has moved or has a new role."""
    changes: dict[str, Any] = {
        "inactive": {"is_active": False}, "moved": {"unit": cast.other_station}, "role": {"role": User.Role.AUDITOR},
    }  # fmt: skip
    return make_user(**{"unit": cast.station} | changes[how])


@pytest.mark.parametrize("how", ["team", *LEFT])
def test_who_has_left_does_not_man_a_duty(cast: Cast, window: DutyWindow, how: str) -> None:
    left, manned = make_duty(window, MONDAY), make_duty(window, TUESDAY)
    out_of_use = make_team(cast.station, cast.officer, is_active=False)
    gone = out_of_use if how == "team" else left_officer(cast, how)
    for on in (MONDAY, TUESDAY):
        make_entry(window, on, gone)
    make_entry(window, TUESDAY, make_team(cast.station, cast.colleague))

    roster = roster_of(cast.station, MONDAY, TUESDAY)

    assert officers_on_duty([left, manned]) == {left.pk: set(), manned.pk: {cast.colleague.pk}}
    assert [roster.officers(duty) for duty in (left, manned)] == [set(), {cast.colleague}]
    assert list(unmanned(Duty.objects.all())) == [left]


def is_told(officer: User) -> bool:
    """Whether the officer's list of the day calls the only duty the officer's own."""
    return Item(with_own_marked(Duty.objects.all(), officer).get(), "wait", 0).is_mine


def test_a_member_of_a_team_who_moved_is_on_duty_no_more(cast: Cast, window: DutyWindow) -> None:
    duty = make_duty(window, MONDAY)
    make_entry(window, MONDAY, make_team(cast.station, cast.other_officer))
    assert officers_on_duty([duty]) == {duty.pk: set()}
    assert list(unmanned(Duty.objects.all())) == [duty]
    assert not is_told(cast.other_officer)


def test_a_team_out_of_use_gives_its_officers_nothing_to_do(cast: Cast, window: DutyWindow) -> None:
    make_duty(window, MONDAY)
    team = make_team(cast.station, cast.officer)
    make_entry(window, MONDAY, team)
    assert is_told(cast.officer)
    assert len(coming_rounds(cast.officer, timezone.now())) == 1
    Team.objects.update(is_active=False)
    assert not is_told(cast.officer)
    assert coming_rounds(cast.officer, timezone.now()) == []


def test_it_takes_three_queries_however_many_duties(cast: Cast, window: DutyWindow) -> None:
    duties = [make_duty(each, MONDAY) for each in (window, make_window(cast.point), make_window(cast.point))]
    for duty in duties:
        make_entry(duty.window, MONDAY, cast.officer)
        make_entry(duty.window, MONDAY, make_team(cast.station, cast.colleague))
    with CaptureQueriesContext(connection) as asked:
        officers_on_duty(duties)
    assert len(asked) == 3


@pytest.mark.parametrize("how", LEFT)
def test_a_substitute_who_has_left_does_not_step_in(cast: Cast, window: DutyWindow, how: str) -> None:
    duty, later = make_duty(window, MONDAY), make_duty(window, TUESDAY)
    Standby.objects.create(unit=cast.station, on=MONDAY, officer=cast.officer)
    Standby.objects.create(unit=cast.station, on=TUESDAY, officer=left_officer(cast, how))
    assert substitutes_of([duty, later]) == {(cast.station.pk, MONDAY): cast.officer.pk}


def span(first: int, last: int) -> Span:
    start = at("2026-11-23 07:00")
    return start + timedelta(minutes=first), start + timedelta(minutes=last)


@pytest.mark.parametrize(
    ("spans", "minutes"),
    [
        ([], 0),
        ([span(0, 40)], 40),
        ([span(0, 40), span(0, 40)], 40),
        ([span(30, 90), span(0, 40)], 90),
        ([span(0, 90), span(10, 20)], 90),
        ([span(0, 40), span(40, 60)], 60),
        ([span(0, 10), span(50, 60)], 20),
    ],
)
def test_points_at_the_same_time_count_once(spans: list[Span], minutes: int) -> None:
    assert minutes_of(spans) == minutes
