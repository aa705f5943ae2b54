"""A week's roster in another week: weekday to weekday, over a holiday and a make-up day."""

from datetime import date, timedelta

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError

from campus_safety.accounts.models import User
from patrols.actions.roster import copy_week
from patrols.models import DutyWindow, RosterEntry, Standby
from patrols.roster.copying import BEGUN, NO_DUTY, NOT_OURS, OUT_OF_USE, Copied
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_user, make_window
from tests.factories.roster import make_entry, make_team
from tests.patrols.roster.conftest import MONDAY, NEXT_MONDAY, TUESDAY, WEDNESDAY


def copied(cast: Cast, source: date = MONDAY, target: date = NEXT_MONDAY, by: User | None = None) -> Copied:
    return copy_week(by=by or cast.commander, unit=cast.station, source_monday=source, target_monday=target)


def test_entries_and_substitutes_come_on_the_same_weekdays(cast: Cast, window: DutyWindow) -> None:
    team = make_team(cast.station, cast.colleague)
    make_entry(window, MONDAY, cast.officer)
    make_entry(window, WEDNESDAY, team)
    Standby.objects.create(unit=cast.station, on=TUESDAY, officer=cast.colleague)

    found = copied(cast)

    new = RosterEntry.objects.filter(on__gte=NEXT_MONDAY).values_list("on", "officer", "team")
    assert set(new) == {(date(2026, 11, 30), cast.officer.pk, None), (date(2026, 12, 2), None, team.pk)}
    assert Standby.objects.get(on=date(2026, 12, 1)).officer == cast.colleague
    assert (len(found.entries), len(found.standbys), found.stood, found.left) == (2, 1, 0, {})
    told = LogEntry.objects.filter(changes__has_key="roster_copied").get()
    assert (told.actor, told.changes["roster_copied"][1]) == (cast.commander, "2026-W48 → 2026-W49")


def test_the_same_again_changes_nothing(cast: Cast, window: DutyWindow) -> None:
    make_entry(window, MONDAY, cast.officer)
    Standby.objects.create(unit=cast.station, on=MONDAY, officer=cast.officer)
    copied(cast)
    with nothing_written():
        again = copied(cast)
    assert (len(again.entries), len(again.standbys), again.stood) == (0, 0, 1)


def test_a_window_that_only_someone_who_left_holds_is_filled(cast: Cast, window: DutyWindow) -> None:
    make_entry(window, MONDAY, cast.officer)
    make_entry(window, NEXT_MONDAY, cast.colleague)
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)

    assert len(copied(cast).entries) == 1


def test_what_stands_is_kept(cast: Cast, window: DutyWindow) -> None:
    make_entry(window, MONDAY, cast.officer)
    Standby.objects.create(unit=cast.station, on=MONDAY, officer=cast.officer)
    make_entry(window, NEXT_MONDAY, cast.colleague)
    Standby.objects.create(unit=cast.station, on=NEXT_MONDAY, officer=cast.colleague)

    copied(cast)

    assert list(RosterEntry.objects.filter(on=NEXT_MONDAY).values_list("officer", flat=True)) == [cast.colleague.pk]
    assert Standby.objects.get(on=NEXT_MONDAY).officer == cast.colleague


@time_machine.travel(at("2026-09-20 06:00"), tick=False)
def test_over_the_national_day_only_days_with_school_are_filled(cast: Cast) -> None:
    """Of the week from 5 October 2026 Monday to Wednesday are a holiday, and the Saturday is made up for."""
    window = make_window(cast.point, weekdays="12345")
    for day in range(21, 25):  # Monday to Thursday; Friday 25 is the Mid-Autumn Festival
        make_entry(window, date(2026, 9, day), cast.officer)

    found = copied(cast, date(2026, 9, 21), date(2026, 10, 5))

    assert [row.on for row in found.entries] == [date(2026, 10, 8)]
    assert found.left == {(date(2026, 10, day), NO_DUTY): 1 for day in (5, 6, 7)}


@time_machine.travel(at("2026-10-05 06:00"), tick=False)
def test_a_make_up_saturday_is_not_copied_into_a_free_one(cast: Cast) -> None:
    window = make_window(cast.point, weekdays="12345")
    make_entry(window, date(2026, 10, 10), cast.officer)
    found = copied(cast, date(2026, 10, 5), date(2026, 10, 12))
    assert (found.entries, found.left) == ([], {(date(2026, 10, 17), NO_DUTY): 1})


def test_what_cannot_be_copied_is_told_with_its_reason(
    cast: Cast, window: DutyWindow, early: time_machine.Traveller
) -> None:
    ended = make_window(cast.point, weekdays="12345", in_force_until=MONDAY)
    gone, moved = make_user(unit=cast.station, is_active=False), make_user(unit=cast.other_station)
    idle = make_team(cast.station, cast.officer, is_active=False)
    for who in (gone, moved, idle):
        make_entry(window, TUESDAY, who)
    make_entry(ended, MONDAY, cast.officer)
    make_entry(window, MONDAY, cast.officer)
    early.move_to(at("2026-11-30 07:30"))

    found = copied(cast)

    assert found.entries == []
    assert found.left == {
        (date(2026, 12, 1), NOT_OURS): 2, (date(2026, 12, 1), OUT_OF_USE): 1,
        (NEXT_MONDAY, NO_DUTY): 1, (NEXT_MONDAY, BEGUN): 1,
    }  # fmt: skip


def test_a_substitute_who_left_is_not_copied(cast: Cast, window: DutyWindow) -> None:
    left = make_user(unit=cast.station, is_active=False)
    Standby.objects.create(unit=cast.station, on=MONDAY, officer=left)
    assert copied(cast).standbys == []


@pytest.mark.parametrize(
    ("source", "target"), [(MONDAY, MONDAY), (TUESDAY, NEXT_MONDAY), (MONDAY, NEXT_MONDAY + timedelta(days=1))]
)
def test_weeks_begin_on_mondays_and_differ(cast: Cast, window: DutyWindow, source: date, target: date) -> None:
    with pytest.raises(ValidationError) as refused:
        copied(cast, source, target)
    assert list(refused.value.message_dict) == ["week"]


def test_others_do_not_copy(cast: Cast, window: DutyWindow) -> None:
    stranger = make_user("other_commander", User.Role.COMMANDER, cast.other_station)
    for by in (cast.officer, stranger):
        with nothing_written(), pytest.raises(PermissionDenied):
            copied(cast, by=by)
