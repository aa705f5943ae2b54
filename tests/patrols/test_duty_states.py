"""The whole state machine of a duty: every pair."""

from itertools import product

import pytest

from patrols.states import DutyState, duty_may_become, duty_states_before

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
