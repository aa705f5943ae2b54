"""What a page hands to its map (static/js/map.js): see templates/components/map.html."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypedDict

from django.conf import settings


class SchoolMark(TypedDict):
    """A school: its ring and its name. Degrees, WGS-84."""

    name: str
    lat: float
    lng: float


class PointMark(TypedDict):
    """A point with the state of its mark. Degrees, WGS-84."""

    code: str
    number: str
    name: str
    lat: float
    lng: float
    state: str
    url: str


class PremisesMark(TypedDict):
    """Premises round a school: the label says all, `word` is what is written beside the mark. Degrees, WGS-84."""

    label: str
    word: str
    lat: float
    lng: float
    is_flagged: bool
    is_late: bool
    url: str


def map_data(
    *,
    outline: list[list[float]] | None = None,
    schools: Iterable[SchoolMark] = (),
    points: Iterable[PointMark | Mapping[str, Any]] = (),
    premises: Iterable[PremisesMark] = (),
    route: Sequence[tuple[float, float]] = (),
    me: dict[str, float] | None = None,
) -> dict[str, Any]:
    """The data of a map: the station's outline, schools, points, premises, a way, a place, and the base map beneath."""
    return {
        "outline": outline or None,
        "schools": list(schools),
        "points": list(points),
        "premises": list(premises),
        "route": list(route) or None,
        "me": me,
        "base_map": asdict(settings.BASE_MAP),
    }
