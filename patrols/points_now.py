"""Where the points stand now: a mark for each, counted, in words, on the map, and with what has become of the day."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from campus_safety.geo.map_data import PointMark, SchoolMark
from campus_safety.statistics.periods import local_day
from campus_safety.wording import listed
from patrols.agenda import Agenda
from patrols.coverage import point_mark
from patrols.models import PatrolPoint
from patrols.states import MARK_WORDS
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
        counts = Counter(self.states)
        return [(state, counts[state]) for state in _STATES if counts[state]]

    @property
    def label(self) -> str:
        """The same as a sentence."""
        found = listed(f"{MARK_WORDS[state]} {count}" for state, count in self.words)
        return _("%(number)s points: %(found)s") % {"number": len(self.points), "found": found}

    @property
    def marks(self) -> list[PointMark]:
        """The same for a map."""
        return [point_mark(point, state) for point, state in zip(self.points, self.states, strict=True)]


def points_now(unit_ids: Collection[int], agenda: Agenda, at: datetime) -> PointsNow:
    """The points of these units in force on the day, each as the most pressing of its duties: one query."""
    points = list(PatrolPoint.objects.in_force(local_day(at)).filter(unit_id__in=unit_ids))
    items = agenda.by_point()
    return PointsNow(points, [items[point.code].state if point.code in items else "wait" for point in points])


def school_marks(unit_ids: Collection[int]) -> list[SchoolMark]:
    """The schools of these units for the map beneath: one query."""
    found = School.objects.filter(unit_id__in=unit_ids).values_list("name", "latitude", "longitude")
    return [SchoolMark(name=name, lat=latitude, lng=longitude) for name, latitude, longitude in found]
