"""Where the points stand now: a mark for each, counted, in words and on the map; of many points the counts alone."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Count, Exists, OuterRef, Value, When
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit
from campus_safety.geo.map_data import PointMark, SchoolMark
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period
from campus_safety.wording import listed
from patrols.agenda import Agenda
from patrols.coverage.points import point_mark
from patrols.models import Duty, PatrolPoint
from patrols.states import MARK_WORDS, DutyState, duty_states_before
from schools.models import School

# In the order in which they are read out; a state that no point has is left out.
_STATES = ("done", "after", "due", "late", "missed", "wait")


@dataclass(frozen=True, slots=True)
class PointsNow:
    """The points in force, by code, and the state of the mark of each."""

    points: list[PatrolPoint]
    states: list[str]

    @property
    def words(self) -> list[tuple[str, int]]:
        """How many are in which state."""
        return _words(Counter(self.states))

    @property
    def label(self) -> str:
        """The same as a sentence."""
        return _label(Counter(self.states))

    @property
    def marks(self) -> list[PointMark]:
        """The same for a map."""
        return [point_mark(point, state) for point, state in zip(self.points, self.states, strict=True)]


@dataclass(frozen=True, slots=True)
class StationNow:
    """How many of a unit's points in force are in which state."""

    unit: Unit
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def points(self) -> int:
        """How many are in force."""
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class StationsNow:
    """The units that have points in force, those with most late and due first."""

    stations: list[StationNow]

    @property
    def label(self) -> str:
        """All their points as a sentence."""
        return _label(sum((station.counts for station in self.stations), Counter()))


def _words(counts: Counter[str]) -> list[tuple[str, int]]:
    return [(state, counts[state]) for state in _STATES if counts[state]]


def _label(counts: Counter[str]) -> str:
    found = listed(f"{MARK_WORDS[state]} {count}" for state, count in _words(counts))
    return _("%(number)s points: %(found)s") % {"number": counts.total(), "found": found}


def points_now(unit_ids: Collection[int], agenda: Agenda, at: datetime) -> PointsNow:
    """The points of these units in force on the day, each as the most pressing of its duties: one query."""
    points = list(PatrolPoint.objects.in_force(local_day(at)).filter(unit_id__in=unit_ids))
    items = agenda.by_point()
    return PointsNow(points, [items[point.code].state if point.code in items else "wait" for point in points])


def stations_now(units: Iterable[Unit], unit_ids: Collection[int], at: datetime) -> StationsNow:
    """The same of `unit_ids`, all of them among `units`, only counted: one query, which fetches no point."""
    points = PatrolPoint.objects.in_force(local_day(at)).filter(unit_id__in=unit_ids).order_by()
    rows = points.annotate(mark=_mark(unit_ids, at)).values_list("unit_id", "mark").annotate(many=Count("pk"))
    by_unit = {unit.pk: StationNow(unit) for unit in units}
    for unit_id, mark, many in rows:
        by_unit[unit_id].counts[mark] = many
    found = [station for station in by_unit.values() if station.counts]
    return StationsNow(sorted(found, key=lambda one: (-one.counts["late"], -one.counts["due"], one.unit.code)))


def _mark(unit_ids: Collection[int], at: datetime) -> Case:
    """The most pressing of a point's duties today, in SQL as in `patrols.agenda`."""
    today = Duty.objects.of_units(unit_ids, Period(local_day(at), local_day(at))).filter(point=OuterRef("pk"))
    duties = today.exclude(state=DutyState.CANCELLED)
    unseen = duties.filter(state__in=duty_states_before(DutyState.LATE))
    is_over, is_running = (
        Exists(unseen.filter(ends_at__lt=at)),
        Exists(duties.filter(starts_at__lte=at, ends_at__gte=at)),
    )
    return Case(
        When(is_over & ~is_running, then=Value("late")),
        When(Exists(unseen.filter(starts_at__lte=at, ends_at__gte=at)), then=Value("due")),
        When(is_over, then=Value("missed")),
        When(Exists(duties.filter(state=DutyState.LATE)), then=Value("after")),
        When(Exists(duties.filter(state=DutyState.DONE)), then=Value("done")),
        default=Value("wait"),
    )


def school_marks(unit_ids: Collection[int]) -> list[SchoolMark]:
    """The schools of these units for the map beneath: one query."""
    found = School.objects.filter(unit_id__in=unit_ids).values_list("name", "latitude", "longitude")
    return [SchoolMark(name=name, lat=latitude, lng=longitude) for name, latitude, longitude in found]
