"""One day of the roster, or one group of its windows: the points, and who is on duty at each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campus_safety.accounts.models import Unit
from campus_safety.wording import listed
from patrols.models import Duty, RosterEntry
from patrols.roster.groups import Group
from patrols.roster.people import A_WEEK, roster_of
from patrols.roster.planned import planned_duties


@dataclass(frozen=True, slots=True)
class Post:
    """A duty, and who has it; `officers` counts the active ones, alone and with teams."""

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
    """The posts of a day by time and code, and the days of its week on which these windows can still be given away."""

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
    roster = roster_of(unit, on, on)
    posts = [Post(duty, roster.at(duty), len(roster.officers(duty))) for duty in duties if duty.on == on]
    shown = Group.of(posts[0].duty.window) if group and posts else None
    return RosterDay(unit, on, posts, _open_dates(duties, {post.duty.window_id for post in posts}, at), shown)


def _open_dates(duties: Sequence[Duty], windows: set[int], at: datetime) -> list[date]:
    return sorted({duty.on for duty in duties if duty.window_id in windows and duty.starts_at > at})
