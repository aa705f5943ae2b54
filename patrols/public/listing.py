"""The public points as the pages lay them out: by school, and on the map."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.urls import reverse

from campus_safety.accounts.models import Unit
from campus_safety.geo.map_data import map_data
from patrols.models import PatrolPoint
from patrols.public.served import ServedToday
from schools.models import School


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point as everybody may see it. `state` is a mark's: *done* or *wait*."""

    code: str
    number: str
    name: str
    address: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """A school with its points, or a public place that is no school's."""

    name: str
    levels: list[str] = field(default_factory=list)
    points: list[ShownPoint] = field(default_factory=list)


def shown(point: PatrolPoint, served: ServedToday) -> ShownPoint:
    """The part of a point that is for everybody."""
    return ShownPoint(
        code=point.code,
        number=point.number,
        name=point.name,
        address=point.address,
        state=served.mark_of(point),
        url=reverse("patrols_public:point", args=[point.code]),
    )


def by_school(points: Iterable[PatrolPoint], served: ServedToday) -> list[Group]:
    """The points under their schools, in the points' order; `points` come with schools and levels."""
    groups: dict[object, Group] = {}
    for point in points:
        for school in point.schools.all():
            levels = [str(level) for level in school.levels.all()]
            groups.setdefault(school.pk, Group(school.name, levels)).points.append(shown(point, served))
        if not point.schools.all():
            groups[point.code] = Group(point.name, points=[shown(point, served)])
    return list(groups.values())


def by_name(schools: Iterable[School], served: ServedToday) -> list[Group]:
    """Schools with their points and nothing but their name; `schools` come with their public points, and no other."""
    return [Group(school.name, points=[shown(point, served) for point in school.points.all()]) for school in schools]


def map_of(points: list[PatrolPoint], served: ServedToday, unit: Unit | None = None) -> dict[str, Any]:
    """What the map draws (see static/js/map.js); `unit` gives the outline."""
    schools = {school.pk: school for point in points for school in point.schools.all()}
    return map_data(
        outline=unit.outline if unit else None,
        schools=[school.mark for school in schools.values()],
        points=[_mark(point, served) for point in points],
    )


def _mark(point: PatrolPoint, served: ServedToday) -> dict[str, Any]:
    mark = asdict(shown(point, served))
    del mark["address"]
    return mark | {"lat": point.latitude, "lng": point.longitude}
