"""In which order to visit points so that the way is short. By straight lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from campus_safety.geo.places import distance_m
from patrols.agenda import Item


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to one visit, in metres of a straight line; None for the first of a way that begins nowhere."""

    item: Item
    length_m: int | None


def round_of(items: Sequence[Item], start: tuple[float, float] | None) -> list[Leg]:
    """What asks for a visit, in the order of a short way from a (latitude, longitude). No query."""
    order = [items[number] for number in shortest_order(start, [item.duty.point.place for item in items])]
    legs, here = [], start
    for item in order:
        there = item.duty.point.place
        legs.append(Leg(item, None if here is None else round(distance_m(here, there))))
        here = there
    return legs


def shortest_order(start: tuple[float, float] | None, places: Sequence[tuple[float, float]]) -> list[int]:
    """The indices of places in the order of a short way from `start`; without one it begins at the first of them.

    Places are (latitude, longitude) in degrees, WGS-84. The way does not lead back, and the same places give
    the same order.
    """
    if start is None and places:
        return [0, *(number + 1 for number in shortest_order(places[0], places[1:]))]
    if start is None or len(places) < 2:
        return list(range(len(places)))
    from patrols.tours import short_tour

    return short_tour(start, places)
