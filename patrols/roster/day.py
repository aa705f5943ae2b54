"""One day of the roster, or one group of its windows: the points, and who is on duty at each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campus_safety.accounts.models import Unit
from campus_safety.local_days import local_day
from campus_safety.wording import listed
from patrols.models import Duty, RosterEntry
from patrols.roster.groups import Group
from patrols.roster.people import A_WEEK, Roster, roster_of
from patrols.roster.planned import by_slot, planned_duties


@dataclass(frozen=True, slots=True)
class Post:
    """A duty, and who stands for it; `officers` counts those who are on duty, alone and with teams."""

    duty: Duty
    entries: list[RosterEntry]
    officers: int

    @property
    def is_empty(self) -> bool:
        """Whether nobody has it."""
        return self.officers == 0

    @property
    def is_short(self) -> bool:
        """Whether fewer have it than are asked for."""
        return 0 < self.officers < self.duty.strength

    @property
    def names(self) -> str:
        """Teams, then officers."""
        teams = [entry.team.name for entry in self.entries if entry.team]
        return listed([*teams, *(str(entry.officer) for entry in self.entries if entry.officer)])


@dataclass(frozen=True, slots=True)
class RosterDay:
    """The posts of a day by time and code, and the days of its week on which their roster can still be changed."""

    unit: Unit
    on: date
    posts: list[Post]
    open_dates: list[date]
    # The group that it is cut down to.
    group: Group | None

    @property
    def is_open(self) -> bool:
        """Whether anything of this day can still be given away."""
        return self.on in self.open_dates


def roster_day(unit: Unit, on: date, group: str, at: datetime) -> RosterDay:
    """A day of a unit; `group` is the code of a group, or "" for all. A constant number of queries."""
    monday = on - timedelta(days=on.weekday())
    week = planned_duties(unit, monday, monday + A_WEEK - timedelta(days=1))
    duties = [duty for duty in week if not group or Group.of(duty.window).code == group]
    roster = roster_of(unit, monday, monday + A_WEEK - timedelta(days=1))
    posts = [Post(duty, roster.at(duty), len(roster.officers(duty))) for duty in duties if duty.on == on]
    shown = Group.of(posts[0].duty.window) if group and posts else None
    return RosterDay(unit, on, posts, _open_dates(duties, roster, {post.duty.window_id for post in posts}, at), shown)


def _open_dates(duties: Sequence[Duty], roster: Roster, windows: set[int], at: datetime) -> list[date]:
    """The days with a duty to come; and those to come on which people stand for none, who can only be taken off."""
    ours = by_slot(duty for duty in duties if duty.window_id in windows)
    coming = {duty.on for duty in ours.values() if duty.starts_at > at}
    stranded = {slot for slot in roster.entries.keys() - ours.keys() if slot[0] in windows}
    return sorted(coming | {on for _window, on in stranded if on >= local_day(at)})
