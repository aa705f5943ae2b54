"""Short ways through places, by networkx: imported only where somebody asks for one, for it takes 24 MB."""

import math
import random
from collections.abc import Sequence
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
from networkx.algorithms.approximation import (  # type: ignore[import-untyped]
    christofides,
    greedy_tsp,
    threshold_accepting_tsp,
    traveling_salesman,
)

from campus_safety.geo.places import on_plane

MOST_IMPROVED = 60  # places; beyond that the nearest comes next, and nothing is tried to better it
_TRIES = 100  # changes that are tried before the way is taken as good
_SEED = 0  # the same places give the same order
_START = -1


def short_tour(start: tuple[float, float], places: Sequence[tuple[float, float]]) -> list[int]:
    """The indices of two or more places in the order of a short way from the start, which does not lead back.

    The shorter of Christofides' and of always the nearest next, bettered by moving one place at a time.
    """
    ways = _ways(start, places)
    tour = greedy_tsp(ways, source=_START)
    if len(places) <= MOST_IMPROVED:
        tour = min(tour, *_christofides(ways), key=lambda tour: nx.path_weight(ways, tour, "weight"))
        tour = threshold_accepting_tsp(
            ways, tour, source=_START, threshold=0, move=_move_one, max_iterations=1, N_inner=_TRIES, seed=_SEED
        )
    return list(tour[1:-1])


def _ways(start: tuple[float, float], places: Sequence[tuple[float, float]]) -> Any:
    """A directed graph, metres on its edges: whatever leads back to the start costs nothing, for nobody goes back."""
    flat = on_plane(start, places)
    graph = nx.DiGraph()
    for number, place in enumerate(flat):
        graph.add_edge(_START, number, weight=math.hypot(*place))
        graph.add_edge(number, _START, weight=0.0)
        graph.add_weighted_edges_from(
            (number, other, math.dist(place, there)) for other, there in enumerate(flat) if other != number
        )
    return graph


def _christofides(ways: Any) -> tuple[list[int], list[int]]:
    """A tour that begins and ends at the start, in both directions."""
    both_ways = nx.Graph()
    both_ways.add_weighted_edges_from(
        (one, other, metres) for one, other, metres in ways.edges(data="weight") if one < other
    )
    tour = christofides(both_ways)[:-1]
    begin = tour.index(_START)
    forth = [*tour[begin:], *tour[:begin], _START]
    return forth, forth[::-1]


def _move_one(tour: list[int], seed: random.Random) -> list[int]:
    """The library's move on a copy: it would change the tour that the moved one is compared with."""
    moved: list[int] = traveling_salesman.move_one_node(list(tour), seed)
    return moved
