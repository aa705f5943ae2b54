"""Places on the WGS-84 ellipsoid: checked coordinates and the distance between two of them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from geographiclib.constants import Constants
from geographiclib.geodesic import Geodesic

# The box of the country's mainland, only to tell swapped coordinates from foreign ones.
_LATITUDES = (18.0, 54.0)
_LONGITUDES = (73.0, 136.0)
_WGS84 = Geodesic(Constants.WGS84_a, Constants.WGS84_f)


def distance_m(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Geodesic distance in metres between two (latitude, longitude) pairs in degrees, WGS-84."""
    line = _WGS84.Inverse(*first, *second, Geodesic.DISTANCE)
    return float(line["s12"])


def on_plane(origin: tuple[float, float], places: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """(east, north) of an origin in metres, of (latitude, longitude) pairs in degrees, WGS-84.

    Azimuthal equidistant: true from the origin, and within a station's few kilometres true enough between the others.
    """
    lines = (_WGS84.Inverse(*origin, *place, Geodesic.DISTANCE | Geodesic.AZIMUTH) for place in places)
    return [
        (line["s12"] * math.sin(azimuth), line["s12"] * math.cos(azimuth))
        for line in lines
        for azimuth in [math.radians(line["azi1"])]
    ]


@dataclass(frozen=True, slots=True)
class Box:
    """A box of degrees, WGS-84, that does not cross the date line."""

    south: float
    west: float
    north: float
    east: float


def box_round(place: tuple[float, float], radius_m: float) -> Box:
    """The box round a (latitude, longitude) that holds every place within `radius_m` of it."""
    # A circle is widest a hair poleward of its centre: a thousandth more holds it whole.
    reach = {azimuth: _WGS84.Direct(*place, azimuth, 1.001 * radius_m) for azimuth in (0, 90, 180, 270)}
    return Box(reach[180]["lat2"], reach[270]["lon2"], reach[0]["lat2"], reach[90]["lon2"])


def check_place(latitude: float, longitude: float) -> None:
    """Refuse coordinates that cannot be a place.

    Raises ValidationError, keyed by field, for values that are not finite, out of range, or swapped.
    """
    if not math.isfinite(latitude):
        raise ValidationError({"latitude": _("Latitude must be a finite number.")})
    if not math.isfinite(longitude):
        raise ValidationError({"longitude": _("Longitude must be a finite number.")})
    if _within(longitude, _LATITUDES) and _within(latitude, _LONGITUDES):
        raise ValidationError({"latitude": _("Latitude and longitude seem to be swapped.")})
    if not -90 <= latitude <= 90:
        raise ValidationError({"latitude": _("Latitude must lie between -90 and 90 degrees.")})
    if not -180 <= longitude <= 180:
        raise ValidationError({"longitude": _("Longitude must lie between -180 and 180 degrees.")})


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def feature_collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection (RFC 7946) of ready features."""
    return {"type": "FeatureCollection", "features": features}


def point_feature(latitude: float, longitude: float, properties: dict[str, Any]) -> dict[str, Any]:
    """A GeoJSON Feature (RFC 7946: longitude first) of one place in degrees, WGS-84."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": properties,
    }
