"""Which slices of a round are shown: none that is small, and none from which a small group follows.

The tables of the last test are small enough to try every group of fewer than five answers by linear algebra.
"""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.feedback_slices import LEAST_ANSWERS, WHOLE, Cell, Slice, shown_slices, slices_of

Row = list[Fraction]


def test_a_round_of_four_answers_shows_nothing() -> None:
    assert shown_slices({(1, "parents"): 4}) == frozenset()


def test_a_round_of_five_answers_shows_all_that_holds_them() -> None:
    assert shown_slices({(1, "parents"): 5, (2, "parents"): 0}) == set(slices_of((1, "parents")))


def test_a_round_without_answers_shows_nothing() -> None:
    assert shown_slices({(1, "parents"): 0}) == frozenset()


def test_a_form_is_hidden_where_it_would_tell_of_the_only_other_one() -> None:
    shown = shown_slices({(1, "heads"): 1, (1, "parents"): 20})

    assert shown == {WHOLE, (1, None)}


def test_a_school_is_hidden_where_it_would_tell_of_the_only_other_one() -> None:
    shown = shown_slices({(1, "parents"): 20, (2, "parents"): 3})

    assert shown == {WHOLE, (None, "parents")}


def test_heads_are_shown_together_and_the_schools_without_their_smaller_forms() -> None:
    schools = range(1, 15)
    answers = {
        cell: number for school in schools for cell, number in
        {(school, "heads"): 1, (school, "staff"): 8, (school, "parents"): 20}.items()
    }  # fmt: skip

    shown = shown_slices(answers)

    audiences = {(None, audience) for audience in ("heads", "staff", "parents")}
    whole_schools = {(school, None) for school in schools}
    assert shown == {WHOLE} | audiences | whole_schools | {(school, "parents") for school in schools}


def test_two_schools_and_an_audience_do_not_tell_of_another_audience_by_way_of_both() -> None:
    """Each remainder has five answers, but both schools less the heads are the two answers of the staff."""
    answers = {(1, "heads"): 4, (1, "staff"): 1, (2, "heads"): 4, (2, "staff"): 1}

    shown = shown_slices(answers)

    assert shown == {WHOLE, (1, None), (2, None)}


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 4), st.sampled_from(["heads", "staff", "parents"])), st.integers(0, 9), max_size=12
)


@given(CELLS)
@settings(max_examples=150, deadline=None)
def test_nothing_small_follows_from_what_is_shown(answers: dict[Cell, int]) -> None:
    cells = sorted(cell for cell, number in answers.items() if number)
    shown = shown_slices(answers)
    equations = [_indicator(each, cells) for each in sorted(shown, key=repr)]

    told = [group for group in _small_groups(answers) if _can_be_computed(equations, cells, group)]

    assert told == []


@given(CELLS)
@settings(max_examples=150, deadline=None)
def test_what_is_left_out_would_tell_of_something_small(answers: dict[Cell, int]) -> None:
    """No slice is hidden without need: shown last, each of them would let a small group be computed."""
    cells = sorted(cell for cell, number in answers.items() if number)
    shown = shown_slices(answers)
    every = {each for cell in cells for each in slices_of(cell)}
    equations = [_indicator(each, cells) for each in sorted(shown, key=repr)]

    needless = [
        each
        for each in every - shown
        if not any(
            _can_be_computed([*equations, _indicator(each, cells)], cells, group) for group in _small_groups(answers)
        )
    ]

    assert needless == []


def _indicator(wanted: Slice, cells: Collection[Cell]) -> Row:
    return [Fraction(wanted in slices_of(cell)) for cell in cells]


def _small_groups(answers: Mapping[Cell, int]) -> Iterator[set[Cell]]:
    """Every set of forms that have one to four answers together."""
    small = [cell for cell, number in answers.items() if 0 < number < LEAST_ANSWERS]
    for size in range(1, LEAST_ANSWERS):
        for group in combinations(small, size):
            if sum(answers[cell] for cell in group) < LEAST_ANSWERS:
                yield set(group)


def _can_be_computed(equations: list[Row], cells: list[Cell], group: set[Cell]) -> bool:
    """Whether some combination of the equations is about answers of the group alone.

    It is, if the equations depend on each other more once the group's columns are struck out.
    """
    kept = [place for place, cell in enumerate(cells) if cell not in group]
    return _rank([[row[place] for place in kept] for row in equations]) < _rank(equations)


def _rank(rows: list[Row]) -> int:
    """The rank of a matrix, by Gauss's elimination with exact fractions."""
    left, rank = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left = [[a - row[column] / pivot[column] * b for a, b in zip(row, pivot, strict=True)] for row in left]
        rank += 1
    return rank
