"""The stored pages: made without a request, so that nothing of a reader can get into them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from campus_safety.accounts.actions import portal_unit
from campus_safety.geo.places import feature_collection, point_feature
from campus_safety.local_days import local_day, midnight
from patrols.models import PatrolPoint
from patrols.public.listing import by_school, map_of
from patrols.public.served import ServedToday, served_today

# Schools and units do not know this page: what is changed there shows after at most this long (docs/adr/0007).
LOOKED_AT_AGAIN_AFTER = timedelta(minutes=1)
GEOJSON = "geojson"
# How many places a phone shows before the list is unfolded (static/css/public.css).
SHOWN_ON_A_PHONE = 7


@dataclass(frozen=True, slots=True)
class Made:
    """A page made at a moment, and until when it may be kept."""

    body: bytes
    good_until: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """One thing that is stored: its type, and how it is made of the rows as they are at a moment."""

    content_type: str
    make: Callable[[datetime], Made]


def home_key(language: str) -> str:
    """The key of the public page in a language."""
    return f"home:{language}"


def make_home(language: str, at: datetime) -> Made:
    """The public page in a language."""
    served = served_today(at)
    with translation.override(language):
        page = render_to_string("patrols/public/home.html", _home_context(served, at))
    return Made(page.encode(), _good_until(served, at))


def _home_context(served: ServedToday, at: datetime) -> dict[str, Any]:
    points = _points(at)
    unit = portal_unit()
    groups = by_school(points, served)
    return {
        "demo": settings.DEMO,
        "portal_unit": unit,
        "page_path": reverse("patrols_public:home"),
        "served": served,
        "total": len(points),
        "states": ["done"] * served.count + ["wait"] * (len(points) - served.count),
        "groups": groups,
        "rest": max(len(groups) - SHOWN_ON_A_PHONE, 0),
        "map_data": map_of(points, served, unit),
    }


def make_geojson(at: datetime) -> Made:
    """The points as GeoJSON (RFC 7946), with the properties that product.md names and no other."""
    served = served_today(at)
    features = [
        point_feature(
            point.latitude,
            point.longitude,
            {
                "code": point.code,
                "name": point.name,
                "schools": [school.name for school in point.schools.all()],
                "hotline": point.unit.hotline,
                "served": point.pk in served.point_ids,
            },
        )
        for point in _points(at)
    ]
    text = json.dumps(feature_collection(features), ensure_ascii=False, separators=(",", ":"))
    return Made(text.encode(), _good_until(served, at))


def _points(at: datetime) -> list[PatrolPoint]:
    return list(PatrolPoint.objects.public(local_day(at)).for_map())


def _good_until(served: ServedToday, at: datetime) -> datetime:
    ends = [at + LOOKED_AT_AGAIN_AFTER, midnight(local_day(at) + timedelta(days=1))]
    return min([*ends, served.changes_at] if served.changes_at else ends)


CONTENTS: dict[str, Content] = {
    **{home_key(code): Content("text/html; charset=utf-8", partial(make_home, code)) for code, _ in settings.LANGUAGES},
    GEOJSON: Content("application/geo+json", make_geojson),
}
