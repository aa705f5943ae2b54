"""Places that are none."""

from math import inf, nan

HALVES_AND_NONSENSE: list[dict[str, float | None]] = [
    {"latitude": None, "longitude": 106.0},
    {"latitude": 29.0, "longitude": None},
    {"latitude": 90.1, "longitude": 106.0},
    {"latitude": 29.0, "longitude": -180.1},
    {"latitude": inf, "longitude": 106.0},
    {"latitude": 29.0, "longitude": nan},
]
