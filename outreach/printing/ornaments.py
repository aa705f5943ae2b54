"""What makes a sheet solemn: a frame of red and gold with a fret (回纹), and a rosette of fine lines behind the words.

All of it is lines, drawn by arithmetic. Lengths are in millimetres.
"""

from collections.abc import Iterator
from math import cos, pi, sin

from campus_safety.printing.poster import Colour, Poster

RED: Colour = (178, 24, 30)
GOLD: Colour = (184, 134, 46)
PALE: Colour = (244, 232, 205)
IVORY: Colour = (255, 252, 244)

EDGE, BAND, CORNER = 13.0, 7.0, 11.5  # from the edge of the paper, the width of the fret, the side of a corner
HEAVY, LINE, FRET, FINE = 1.5, 0.5, 0.38, 0.12
# A square spiral in parts of its side, from its outer end to its middle.
SPIRAL = ((0, 4), (0, 0), (4, 0), (4, 4), (1, 4), (1, 1), (3, 1), (3, 3), (2, 3), (2, 2))
GAP = 0.45  # between two spirals, in parts of a side
CURVES, WAVES, STEPS = 8, 12, 360

Point = tuple[float, float]


def draw_frame(poster: Poster) -> None:
    """The ground of the page, and round it a red line, the fret between two of gold, and a spiral in each corner."""
    poster.band(0, poster.h, IVORY)
    _rectangle(poster, EDGE, RED, HEAVY)
    for inset in (EDGE + 2, EDGE + 2 + BAND):
        _rectangle(poster, inset, GOLD, LINE)
    _rectangle(poster, EDGE + 3.2 + BAND, RED, LINE / 2)
    for points in _fret(poster):
        poster.set_line_width(FRET)
        poster.ink(GOLD)
        poster.polyline(points)
    for x in (EDGE, poster.w - EDGE - CORNER):
        for y in (EDGE, poster.h - EDGE - CORNER):
            _corner(poster, x, y)


def draw_rosette(poster: Poster, x: float, y: float, radius: float) -> None:
    """Waves wound round a middle, so pale that type stands on them undisturbed."""
    poster.ink(PALE)
    poster.set_line_width(FINE)
    for number in range(CURVES):
        phase = 2 * pi * number / CURVES
        poster.polygon([_on_wave(x, y, radius, 2 * pi * step / STEPS, phase) for step in range(STEPS)])


def draw_flourish(poster: Poster, x: float, y: float, width: float) -> None:
    """A line of gold that a diamond ends at its right, or at its left if `width` is below zero."""
    end, half = x + width, 1.3
    poster.ink(GOLD)
    poster.set_line_width(LINE)
    poster.line(x, y, end, y)
    poster.polygon([(end - half, y), (end, y - half), (end + half, y), (end, y + half)], style="F")


def _rectangle(poster: Poster, inset: float, colour: Colour, weight: float) -> None:
    poster.ink(colour)
    poster.set_line_width(weight)
    poster.rect(inset, inset, poster.w - 2 * inset, poster.h - 2 * inset)


def _fret(poster: Poster) -> Iterator[list[Point]]:
    """The spirals of all four sides, each side a whole number of them, every other one turned."""
    side = BAND - 3
    middle = EDGE + 2 + BAND / 2
    for length, is_upright in ((poster.w, False), (poster.h, True)):
        room = length - 2 * (EDGE + CORNER)
        number = int(room / (side * (1 + GAP)))
        step = room / number
        across = poster.w if is_upright else poster.h
        for place in range(number):
            along = EDGE + CORNER + (place + 0.5) * step
            for centre in (middle, across - middle):
                x, y = (centre, along) if is_upright else (along, centre)
                yield _spiral(x, y, side, is_turned=bool(place % 2))


def _spiral(x: float, y: float, side: float, *, is_turned: bool) -> list[Point]:
    unit = -side / 4 if is_turned else side / 4
    return [(x + (across - 2) * unit, y + (down - 2) * unit) for across, down in SPIRAL]


def _corner(poster: Poster, x: float, y: float) -> None:
    poster.ink(IVORY)
    poster.rect(x, y, CORNER, CORNER, style="F")
    poster.ink(RED)
    poster.set_line_width(HEAVY)
    poster.rect(x, y, CORNER, CORNER)
    poster.ink(GOLD)
    poster.set_line_width(LINE * 1.6)
    poster.polyline(_spiral(x + CORNER / 2, y + CORNER / 2, CORNER - 4, is_turned=x > poster.w / 2))


def _on_wave(x: float, y: float, radius: float, angle: float, phase: float) -> Point:
    distance = radius * (0.72 + 0.28 * cos(WAVES * angle + phase))
    return x + distance * cos(angle), y + distance * sin(angle)
