"""Which patrol points and schools a lesson of a case is for: those near it, nearest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from campus_safety.geo.places import box_round, distance_m
from incidents.models import Case
from incidents.near import NEAR_M
from incidents.spots import spot_of
from patrols.models import PatrolPoint
from schools.models import School

# Points this near are offered; those within NEAR_M, and those of the case's school, are ticked.
OFFERED_M = 500
# So many of the station's points are offered where none is near.
MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class CasePoint:
    """A patrol point beside a case: metres from it (None: its place is not known), and whether it serves its school."""

    point: PatrolPoint
    distance_m: float | None
    serves_school: bool

    @property
    def is_offered(self) -> bool:
        """Whether it is near enough to be offered, or serves the school."""
        return self.serves_school or (self.distance_m is not None and self.distance_m <= OFFERED_M)

    @property
    def is_at_hand(self) -> bool:
        """Whether more patrols at this point are what the case suggests."""
        return self.serves_school or (self.distance_m is not None and self.distance_m <= NEAR_M)

    def __str__(self) -> str:
        serves = _("serves the school") if self.serves_school else ""
        return " · ".join(text for text in (str(self.point), metres_in_words(self.distance_m), serves) if text)


@dataclass(frozen=True, slots=True)
class NoteSchool:
    """A school that a note may go to: metres from the case (None: not known, or no case), and whether it is its own."""

    school: School
    distance_m: float | None
    is_own: bool

    @property
    def is_at_hand(self) -> bool:
        """Whether the case suggests to tell this school."""
        return self.is_own or (self.distance_m is not None and self.distance_m <= OFFERED_M)

    def __str__(self) -> str:
        own = _("the case's school") if self.is_own else ""
        near = metres_in_words(self.distance_m) if self.is_at_hand else ""
        return " · ".join(text for text in (self.school.name, own or near) if text)


def metres_in_words(metres: float | None) -> str:
    """Whole metres with their unit, or nothing."""
    return "" if metres is None else _("%(metres)s m") % {"metres": round(metres)}


def points_for(case: Case, on: date) -> list[CasePoint]:
    """The points of the case's station that are in force on a day and within 500 m of it or serve its school.

    Nearest first; where there is none, all of the station, 100 at most. At most three queries.
    """
    spot = spot_of(case)
    of_station = PatrolPoint.objects.filter(unit_id=case.unit_id).in_force(on).order_by("code")
    serving = set(of_station.filter(schools=case.school_id).values_list("pk", flat=True)) if case.school_id else set()
    near = Q(pk__in=serving)
    if spot is not None:
        box = box_round(spot, OFFERED_M)
        near |= Q(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    found = [_point_beside(spot, point, point.pk in serving) for point in of_station.filter(near)]
    found = [each for each in found if each.is_offered]
    found = found or [_point_beside(spot, point, False) for point in of_station[:MOST_POINTS]]
    return sorted(found, key=lambda each: (each.distance_m or 0, each.point.code))


def schools_for(case: Case | None, schools: Iterable[School]) -> list[NoteSchool]:
    """These schools beside a case: its own first, then those within 500 m, nearest first, then the others by name."""
    spot = spot_of(case) if case else None
    own = case.school_id if case else None
    found = [
        NoteSchool(school, _metres(spot, (school.latitude, school.longitude)), school.pk == own) for school in schools
    ]
    return sorted(found, key=_order_of)


def _order_of(each: NoteSchool) -> tuple[bool, bool, float, str]:
    metres = each.distance_m if each.is_at_hand and each.distance_m is not None else 0
    return not each.is_own, not each.is_at_hand, metres, each.school.name


def _point_beside(spot: tuple[float, float] | None, point: PatrolPoint, serves_school: bool) -> CasePoint:
    return CasePoint(point, _metres(spot, (point.latitude, point.longitude)), serves_school)


def _metres(spot: tuple[float, float] | None, place: tuple[float, float]) -> float | None:
    return None if spot is None else distance_m(spot, place)
