"""Whether a place lies within an outline, with corners that point in and out."""

from itertools import product

import pytest

from campus_safety.geo.outlines import is_within

SQUARE = [[29.5, 106.4], [29.6, 106.4], [29.6, 106.5], [29.5, 106.5]]
# A U that is open to the north: its hollow is not part of it.
HOLLOW = [[0.0, 0.0], [3.0, 0.0], [3.0, 1.0], [1.0, 1.0], [1.0, 2.0], [3.0, 2.0], [3.0, 3.0], [0.0, 3.0]]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((29.55, 106.45), True),
        ((29.5001, 106.4001), True),
        ((29.4999, 106.45), False),
        ((29.6001, 106.45), False),
        ((29.55, 106.3999), False),
        ((29.55, 106.5001), False),
        ((106.45, 29.55), False),
        ((-29.55, -106.45), False),
    ],
)
def test_a_place_is_within_or_not(place: tuple[float, float], *, expected: bool) -> None:
    assert is_within(place, SQUARE) == expected
    assert is_within(place, SQUARE[::-1]) == expected


@pytest.mark.parametrize("turned", range(len(HOLLOW)))
def test_a_hollow_is_outside_whichever_corner_comes_first(turned: int) -> None:
    outline = HOLLOW[turned:] + HOLLOW[:turned]
    cells = set(product(range(3), repeat=2))

    assert {cell for cell in cells if is_within((cell[0] + 0.5, cell[1] + 0.5), outline)} == cells - {(1, 1), (2, 1)}


def test_a_ray_through_a_corner_counts_once() -> None:
    diamond = [[0.0, 1.0], [1.0, 2.0], [2.0, 1.0], [1.0, 0.0]]
    assert [is_within((1.0, east), diamond) for east in (-1.0, 0.5, 1.5, 3.0)] == [False, True, True, False]


@pytest.mark.parametrize("outline", [[], SQUARE[:1], SQUARE[:2]])
def test_no_outline_holds_nothing(outline: list[list[float]]) -> None:
    assert not is_within((29.55, 106.45), outline)
