"""The whole state machine of a duty: every pair; and the mark that each state wears."""

from datetime import timedelta
from itertools import product

import pytest

from patrols.states import MARK_WORDS, DutyState, duty_mark, duty_may_become, duty_states_before
from tests.factories import at

ALLOWED = {
    ("open", "done"),
    ("open", "late"),
    ("open", "missed"),
    ("open", "cancelled"),
    ("missed", "done"),
    ("missed", "late"),
    ("late", "done"),
}


@pytest.mark.parametrize(("before", "after"), list(product(DutyState.values, repeat=2)))
def test_a_duty_moves_along_these_steps_only(before: str, after: str) -> None:
    assert duty_may_become(before, after) == ((before, after) in ALLOWED)
    assert (before in duty_states_before(after)) == ((before, after) in ALLOWED)


@pytest.mark.parametrize(
    ("state", "minute", "mark"),
    [
        ("open", -1, "wait"),
        ("open", 0, "due"),
        ("open", 59, "due"),
        ("open", 60, "late"),
        ("done", 90, "done"),
        ("late", 90, "after"),
        ("missed", 90, "missed"),
        ("cancelled", 30, "void"),
    ],
)
def test_a_mark_says_what_the_state_asks_for_now(state: str, minute: int, mark: str) -> None:
    starts_at = at("2026-11-23 08:00")
    ends_at = starts_at + timedelta(hours=1)

    assert duty_mark(state, starts_at, ends_at, starts_at + timedelta(minutes=minute)) == mark
    assert MARK_WORDS[mark]
