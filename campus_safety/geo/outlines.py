"""Whether a place lies within an outline."""

from collections.abc import Sequence
from itertools import pairwise


def is_within(place: tuple[float, float], outline: Sequence[Sequence[float]]) -> bool:
    """Whether a (latitude, longitude) lies within an outline [[latitude, longitude], …], degrees, WGS-84.

    Edges are straight in degrees, as the map draws them; an outline of fewer than three corners holds nothing. By the
    even-odd rule: a ray to the east leaves through an odd number of edges. Outlines do not cross the date line.
    """
    latitude, longitude = place
    inside = False
    for (south, west), (north, east) in pairwise([*outline, *outline[:1]]):
        if (south > latitude) != (north > latitude):
            inside ^= longitude < west + (latitude - south) / (north - south) * (east - west)
    return inside
