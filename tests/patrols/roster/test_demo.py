"""The roster of the demonstration: two teams on alternate days, with a substitute of the other one."""

from datetime import date, timedelta

from campus_safety.accounts.models import User
from patrols.demo.roster import fill_roster
from patrols.models import DutyWindow, RosterEntry, Standby, Team
from patrols.on_duty import officers_on_duty
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import make_duty, make_user
from tests.factories.roster import make_entry
from tests.patrols.roster.conftest import MONDAY, TUESDAY, WEDNESDAY

FRIDAY = MONDAY + timedelta(days=4)


def crew(cast: Cast) -> list[User]:
    return [make_user(f"demo{number}", unit=cast.station, badge=f"演示-{number}") for number in range(5)]


def filled(cast: Cast, window: DutyWindow) -> dict[date, str]:
    duties = [make_duty(window, MONDAY + timedelta(days=number)) for number in range(5)]
    assert fill_roster(cast.station, MONDAY, FRIDAY) == 5
    assert all(officers_on_duty(duties).values())
    return {row.on: str(row.team) for row in RosterEntry.objects.select_related("team")}


def test_two_teams_alternate_and_one_of_the_other_steps_in(cast: Cast, window: DutyWindow) -> None:
    crew(cast)
    names = filled(cast, window)
    assert names[MONDAY] == names[WEDNESDAY] != names[TUESDAY]
    for standby in Standby.objects.select_related("officer"):
        assert standby.officer not in Team.objects.get(name=names[standby.on]).members.all()
    assert Standby.objects.values("officer").distinct().count() > 2


def test_the_same_again_changes_nothing(cast: Cast, window: DutyWindow) -> None:
    crew(cast)
    filled(cast, window)
    with nothing_written():
        assert fill_roster(cast.station, MONDAY, FRIDAY) == 0


def test_what_people_did_stands(cast: Cast, window: DutyWindow) -> None:
    crew(cast)
    make_entry(window, TUESDAY, cast.officer)
    make_duty(window, MONDAY)
    make_duty(window, TUESDAY)
    assert fill_roster(cast.station, MONDAY, FRIDAY) == 1
    assert RosterEntry.objects.get(on=TUESDAY).officer == cast.officer


def test_a_unit_without_demonstration_officers_has_none(cast: Cast, window: DutyWindow) -> None:
    make_duty(window, MONDAY)
    with nothing_written():
        assert fill_roster(cast.station, MONDAY, FRIDAY) == 0
