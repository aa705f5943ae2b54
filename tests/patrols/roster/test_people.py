"""Who counts as on duty: teams and officers, and never somebody who is inactive."""

from datetime import timedelta

import pytest

from campus_safety.accounts.models import User
from patrols.models import DutyWindow, Standby
from patrols.on_duty import officers_on_duty, substitutes_of
from patrols.roster.people import minutes_of, roster_of
from patrols.roster.planned import Span
from tests.cast import Cast
from tests.factories import at, make_duty, make_user, make_window
from tests.factories.roster import make_entry, make_team
from tests.patrols.roster.conftest import MONDAY, TUESDAY


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


def test_an_inactive_substitute_does_not_step_in(cast: Cast, window: DutyWindow) -> None:
    duty, later = make_duty(window, MONDAY), make_duty(window, TUESDAY)
    Standby.objects.create(unit=cast.station, on=MONDAY, officer=cast.officer)
    Standby.objects.create(unit=cast.station, on=TUESDAY, officer=make_user(unit=cast.station, is_active=False))
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
