"""The roster of the demonstration: two teams on alternate days, and somebody of the other one who steps in."""

from collections.abc import Sequence
from datetime import date

from campus_safety.accounts.models import Unit, User
from patrols.models import Duty, RosterEntry, Standby, Team

NAMES = ("一组（演示）", "二组（演示）")


def fill_roster(unit: Unit, first: date, last: date) -> int:
    """Put a unit's demonstration officers on duty wherever it has a duty, from `first` to `last`, both included.

    A day on which anybody stands already is left alone; the same again changes nothing. Returns how many entries.
    """
    officers = list(
        User.objects.filter(unit=unit, role=User.Role.OFFICER, badge__startswith="演示-").order_by("username")
    )
    if len(officers) < len(NAMES):
        return 0
    teams = [_team(unit, name, officers[place :: len(NAMES)]) for place, name in enumerate(NAMES)]
    ours = RosterEntry.objects.filter(unit=unit).between(first, last)
    taken = set(ours.order_by().values_list("on", flat=True).distinct())
    duties = Duty.objects.filter(unit=unit, on__range=(first, last)).exclude(on__in=taken)
    slots = list(duties.order_by("on", "window").values_list("window_id", "on"))
    RosterEntry.objects.bulk_create(
        [RosterEntry(unit=unit, window_id=window, on=on, team=_of_day(teams, on)) for window, on in slots],
        batch_size=500,
    )
    Standby.objects.bulk_create(
        [Standby(unit=unit, on=on, officer=_reserve(officers, on)) for on in sorted({on for _window, on in slots})],
        ignore_conflicts=True,
    )
    return len(slots)


def _team(unit: Unit, name: str, members: Sequence[User]) -> Team:
    team, is_new = Team.objects.get_or_create(unit=unit, name=name)
    if is_new:
        team.members.set(members)
    return team


def _of_day(teams: Sequence[Team], on: date) -> Team:
    return teams[on.toordinal() % len(teams)]


def _reserve(officers: Sequence[User], on: date) -> User:
    """An officer of the team that is off on the day, another one each time."""
    day, step = on.toordinal(), len(NAMES)
    off = officers[(day + 1) % step :: step]
    return off[day // step % len(off)]
