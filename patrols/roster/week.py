"""The week of a unit as its roster shows it: days across, windows of equal occasion and times down."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from campus_safety.accounts.models import Unit, User
from campus_safety.calendars.deciding import DayFact, calendar_for
from campus_safety.levels import Level
from patrols.models import Duty, Standby
from patrols.roster.groups import Group, day_address
from patrols.roster.people import A_WEEK, Roster, roster_of
from patrols.roster.planned import planned_duties

# How many officers a cell names; of the others it says how many there are.
NAMED = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A group on one day: who is on duty, and at how many of its points nobody, or fewer than asked for."""

    url: str
    points: int
    teams: list[str]
    officers: list[str]
    without: int
    short: int
    # From when until when on this day, where it is not as usual.
    times: tuple[datetime, datetime] | None

    @property
    def named(self) -> list[str]:
        """Teams, then officers, as far as there is room."""
        return [*self.teams, *self.officers][:NAMED]

    @property
    def more(self) -> int:
        """How many are not named."""
        return len(self.teams) + len(self.officers) - len(self.named)


@dataclass(frozen=True, slots=True)
class DayHead:
    """One day of the week: what the calendar says of it, whether it has duties, and who steps in."""

    on: date
    fact: DayFact
    has_duties: bool
    standby: User | None


@dataclass(frozen=True, slots=True)
class Row:
    """A group through the week; None where it has no duty."""

    group: Group
    points: int
    cells: list[Cell | None]


@dataclass(frozen=True, slots=True)
class Week:
    """A unit's week."""

    unit: Unit
    monday: date
    days: list[DayHead]
    rows: list[Row]
    duties: list[Duty]
    roster: Roster

    @property
    def without(self) -> int:
        """How many duties nobody has."""
        return sum(cell.without for row in self.rows for cell in row.cells if cell)

    def by_day(self) -> list[tuple[DayHead, list[tuple[Group, Cell]]]]:
        """The same, day by day, as a phone shows it."""
        return [
            (head, [(row.group, cell) for row in self.rows if (cell := row.cells[place])])
            for place, head in enumerate(self.days)
        ]


def week_of(unit: Unit, monday: date) -> Week:
    """The week from a Monday on: a constant number of queries, however many windows and entries it has."""
    sunday = monday + A_WEEK - timedelta(days=1)
    duties, roster = planned_duties(unit, monday, sunday), roster_of(unit, monday, sunday)
    dates = [monday + timedelta(days=number) for number in range(A_WEEK.days)]
    grouped: defaultdict[Group, defaultdict[date, list[Duty]]] = defaultdict(lambda: defaultdict(list))
    for duty in duties:
        grouped[Group.of(duty.window)][duty.on].append(duty)
    rows = [
        Row(group, _points(by_day), [_cell(unit, group, by_day.get(on, []), roster) for on in dates])
        for group, by_day in sorted(grouped.items())
    ]
    return Week(unit, monday, _heads(unit, dates, {duty.on for duty in duties}), rows, duties, roster)


def _points(by_day: Mapping[date, Sequence[Duty]]) -> int:
    return len({duty.window.point_id for duties in by_day.values() for duty in duties})


def _heads(unit: Unit, dates: Sequence[date], with_duties: set[date]) -> list[DayHead]:
    calendar = calendar_for(unit, dates[0], dates[-1])
    standbys = Standby.objects.filter(unit=unit, on__in=dates).select_related("officer")
    named = {standby.on: standby.officer for standby in standbys}
    return [DayHead(on, calendar.fact(on, Level.values), on in with_duties, named.get(on)) for on in dates]


def _cell(unit: Unit, group: Group, duties: Sequence[Duty], roster: Roster) -> Cell | None:
    if not duties:
        return None
    numbers = [(len(roster.officers(duty)), duty.strength) for duty in duties]
    entries = [entry for duty in duties for entry in roster.at(duty)]
    return Cell(
        url=day_address(unit, duties[0].on, group),
        points=len(duties),
        teams=_names(entry.team.name for entry in entries if entry.team),
        officers=_names(str(entry.officer) for entry in entries if entry.officer),
        without=sum(not there for there, _asked in numbers),
        short=sum(0 < there < asked for there, asked in numbers),
        times=_unusual(group, duties),
    )


def _names(names: Iterable[str]) -> list[str]:
    """Each once, in the order in which they come."""
    return list(dict.fromkeys(names))


def _unusual(group: Group, duties: Sequence[Duty]) -> tuple[datetime, datetime] | None:
    times = min(duty.starts_at for duty in duties), max(duty.ends_at for duty in duties)
    clocks = tuple(timezone.localtime(moment).time() for moment in times)
    return None if clocks == (group.starts_at, group.ends_at) else times
