"""Officers and teams are put on duty and taken off: what is written, and everything that is refused."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action
from campus_safety.calendars.models import Day
from campus_safety.notices.models import Notice
from patrols.actions.roster import Assigned, assign, take_off
from patrols.models import DutyWindow, RosterEntry, Swap
from patrols.states import DutyState
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_duty, make_point, make_user, make_window
from tests.factories.roster import make_entry, make_swap, make_team
from tests.patrols.roster.conftest import MONDAY, TUESDAY, WEDNESDAY


def asked(cast: Cast, window: DutyWindow, **changes: Any) -> dict[str, Any]:
    """The officer on Monday in the window, with these changes."""
    return {"by": cast.commander, "windows": [window], "dates": [MONDAY], "officers": [cast.officer]} | changes


def test_officers_and_teams_are_put_in_every_window_on_every_day(cast: Cast, window: DutyWindow) -> None:
    other, team = make_window(make_point(cast.station), weekdays="12345"), make_team(cast.station, cast.colleague)
    asked: dict[str, Any] = {
        "windows": [window, other],
        "dates": [MONDAY, TUESDAY],
        "officers": [cast.officer],
        "teams": [team],
    }

    assert assign(by=cast.commander, **asked) == Assigned(made=8, stood=0)
    assert assign(by=cast.commander, **asked) == Assigned(made=0, stood=8)

    rows = RosterEntry.objects.values_list("window", "on", "officer", "team")
    people = [(cast.officer.pk, None), (None, team.pk)]
    slots = [(pk, on) for pk in (window.pk, other.pk) for on in (MONDAY, TUESDAY)]
    assert set(rows) == {(*slot, *who) for slot in slots for who in people}
    assert set(RosterEntry.objects.values_list("unit", flat=True)) == {cast.station.pk}


def test_one_entry_on_the_trail_tells_of_all(cast: Cast, window: DutyWindow) -> None:
    assign(**asked(cast, window, dates=[TUESDAY, MONDAY], teams=[make_team(cast.station, cast.colleague, name="一组")]))
    told = LogEntry.objects.filter(changes__has_key="rostered").get()
    assert (told.actor, told.object_pk) == (cast.commander, str(cast.station.pk))
    assert {name: after for name, (_before, after) in (told.changes or {}).items()} == {
        "rostered": "4", "windows": "SPQ-01 07:30", "dates": "2026-11-23, 2026-11-24",
        "officers": "officer", "teams": "一组",
    }  # fmt: skip


def test_the_bureau_may_do_it_for_its_stations(cast: Cast, window: DutyWindow) -> None:
    assert assign(**asked(cast, window, by=cast.bureau)).made == 1


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("windows", lambda cast, _window: {"windows": []}),
        ("windows", lambda cast, _window: {"windows": [make_window(make_point(cast.other_station))]}),
        ("dates", lambda _cast, _window: {"dates": []}),
        ("dates", lambda _cast, _window: {"dates": [MONDAY - timedelta(days=3)]}),
        ("dates", lambda _cast, _window: {"dates": [MONDAY, date(2026, 11, 28)]}),  # a Saturday
        ("officers", lambda _cast, _window: {"officers": []}),
        ("officers", lambda cast, _window: {"officers": [cast.officer, cast.other_officer]}),
        ("officers", lambda cast, _window: {"officers": [make_user(unit=cast.station, is_active=False)]}),
        ("officers", lambda cast, _window: {"officers": [cast.principal]}),
        ("teams", lambda cast, _window: {"teams": [make_team(cast.other_station, cast.other_officer)]}),
        ("teams", lambda cast, _window: {"teams": [make_team(cast.station, cast.officer, is_active=False)]}),
    ],
)
def test_it_is_refused_by_field_and_writes_nothing(cast: Cast, window: DutyWindow, field: str, changes: Any) -> None:
    given = asked(cast, window, **changes(cast, window))
    with nothing_written(), pytest.raises(ValidationError) as refused:
        assign(**given)
    assert list(refused.value.message_dict) == [field]


def test_windows_of_two_units_at_once_are_refused(cast: Cast, window: DutyWindow) -> None:
    other = make_window(make_point(cast.other_station))
    with pytest.raises(ValidationError) as refused:
        assign(**asked(cast, window, by=cast.bureau, windows=[window, other]))
    assert list(refused.value.message_dict) == ["windows"]


def test_a_window_that_has_begun_is_refused(cast: Cast, window: DutyWindow, early: time_machine.Traveller) -> None:
    entry = make_entry(window, MONDAY, cast.officer)
    early.move_to(at("2026-11-23 07:30"))
    for write in (assign, take_off):
        with nothing_written(), pytest.raises(ValidationError) as refused:
            write(**asked(cast, window))
        assert list(refused.value.message_dict) == ["dates"]
    assert RosterEntry.objects.get() == entry


@pytest.mark.parametrize("role", ["officer", "auditor", "administrator"])
def test_only_commanders_lay_the_roster(cast: Cast, window: DutyWindow, role: str) -> None:
    user: User = getattr(cast, role)
    with nothing_written(), pytest.raises((PermissionDenied, ValidationError)):
        assign(**asked(cast, window, by=user))


def test_taking_off_leaves_the_others_where_they_are(cast: Cast, window: DutyWindow) -> None:
    team = make_team(cast.station, cast.colleague)
    kept = [make_entry(window, TUESDAY, cast.officer), make_entry(window, MONDAY, cast.colleague)]
    gone = {str(make_entry(window, MONDAY, who).pk) for who in (cast.officer, team)}

    assert take_off(**asked(cast, window, teams=[team])) == 2

    assert list(RosterEntry.objects.order_by("pk")) == sorted(kept, key=lambda row: row.pk)
    told = LogEntry.objects.filter(content_type__model="rosterentry", action=Action.DELETE)
    assert {row.object_pk for row in told} == gone


def test_taking_off_ends_the_swaps_about_it_and_tells_both(cast: Cast, window: DutyWindow) -> None:
    given, taken = make_entry(window, MONDAY, cast.officer), make_entry(window, TUESDAY, cast.colleague)
    other = make_swap(make_entry(window, WEDNESDAY, cast.officer), cast.colleague)
    swap = make_swap(given, cast.colleague, taken)

    take_off(**asked(cast, window))

    states = dict(Swap.objects.values_list("pk", "state"))
    assert states == {swap.pk: "withdrawn", other.pk: "asked"}
    assert set(Notice.objects.values_list("recipient", "kind")) == {
        (user.pk, "patrols.swap_withdrawn") for user in (cast.officer, cast.colleague)
    }


def test_people_go_off_where_the_duty_was_cancelled_or_the_day_became_free(cast: Cast, window: DutyWindow) -> None:
    make_duty(window, MONDAY, state=DutyState.CANCELLED, reason="停课")
    Day.objects.create(unit=cast.station, on=TUESDAY, kind=Day.Kind.NO_SCHOOL, reason="运动会")
    kept = make_entry(window, MONDAY - timedelta(days=3), cast.officer)
    for on in (MONDAY, TUESDAY, WEDNESDAY):
        make_entry(window, on, cast.officer)

    assert take_off(**asked(cast, window, dates=[MONDAY, TUESDAY, WEDNESDAY])) == 3

    with nothing_written(), pytest.raises(ValidationError) as refused:
        take_off(**asked(cast, window, dates=[kept.on]))
    assert list(refused.value.message_dict) == ["dates"]


def test_two_windows_of_a_point_are_two_entries(cast: Cast, window: DutyWindow) -> None:
    afternoon = make_window(cast.point, time(16), time(17), weekdays="12345")
    assert assign(**asked(cast, window, windows=[window, afternoon])).made == 2
