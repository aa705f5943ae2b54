"""Which station a tip goes to."""

from campus_safety.accounts.actions import portal_unit
from campus_safety.accounts.models import Unit
from campus_safety.geo.outlines import is_within
from campus_safety.geo.places import distance_m
from schools.models import School

Place = tuple[float, float]


def station_for(*, place: Place | None, school: School | None) -> Unit | None:
    """The station in whose area a (latitude, longitude) lies, else that of the school, else the nearest one.

    Of a tip without a place or school that of the portal; None only where there is no station at all. Degrees, WGS-84.
    """
    stations: list[Unit] = list(Unit.objects.filter(kind=Unit.Kind.STATION).order_by("pk")) if place else []
    within: Unit | None = next((unit for unit in stations if place and is_within(place, unit.outline)), None)
    if within is not None:
        return within
    if school is not None:
        return school.unit
    return (_nearest(place, stations) if place else None) or portal_unit()


def _nearest(place: Place, stations: list[Unit]) -> Unit | None:
    """The one whose house is nearest, of those whose place is known."""
    away = [
        (distance_m(place, (unit.latitude, unit.longitude)), number)
        for number, unit in enumerate(stations)
        if unit.latitude is not None and unit.longitude is not None
    ]
    return stations[min(away)[1]] if away else None
