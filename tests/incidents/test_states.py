"""Every pair of states of a case, allowed and refused; what each step needs and appends; fifty hands at once."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from incidents.actions import (
    accept_case,
    assign_case,
    close_case,
    investigate_case,
    refuse_case,
    reopen_case,
    solve_case,
    withdraw_case,
)
from incidents.models import Case, CaseStep
from incidents.states import CASE_STEPS, REOPENED_FROM, CaseState, case_may_become, is_reopening
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.factories.cases import make_case, take_step

HANDS = 50


def turn(cast: Cast, case: Case, after: str) -> Case:
    """By the action that leads to the state from where the case is."""
    if is_reopening(case.state, after) or after == CaseState.REPORTED:
        return reopen_case(by=cast.commander, case=case, text="发现新线索")
    return take_step(cast.officer, case, after)


@pytest.mark.parametrize("before", CaseState.values)
@pytest.mark.parametrize("after", CaseState.values)
def test_every_pair_of_states(cast: Cast, before: str, after: str) -> None:
    case = make_case(cast.officer, cast.school, before)
    steps = case.steps.count()
    if case_may_become(before, after):
        assert turn(cast, case, after).state == after
        last = case.steps.order_by("pk").last()
        assert last is not None
        assert (case.steps.count(), last.before, last.after) == (steps + 1, before, after)
    elif is_reopening(before, after):  # it would go back to the other of the two
        assert turn(cast, case, after).state != after
    else:
        with pytest.raises(ValidationError):
            turn(cast, case, after)
        case.refresh_from_db()
        assert (case.state, case.steps.count()) == (before, steps)


def test_the_table_names_every_state() -> None:
    assert set(CASE_STEPS) == set(CaseState.values)


@pytest.mark.parametrize("before", REOPENED_FROM)
def test_what_is_reopened_goes_back_and_forgets_its_end(cast: Cast, before: str) -> None:
    case = reopen_case(by=cast.commander, case=make_case(cast.officer, cast.school, before), text="发现新线索")

    was_case = before in {CaseState.SOLVED, CaseState.CLOSED}
    assert case.state == (CaseState.INVESTIGATING if was_case else CaseState.REPORTED)
    assert (case.solved_at, case.closed_at, case.lead) == (None, None, cast.officer if was_case else None)


END: dict[Callable[..., Case], str] = {
    refuse_case: CaseState.REPORTED,
    withdraw_case: CaseState.REPORTED,
    solve_case: CaseState.INVESTIGATING,
    close_case: CaseState.SOLVED,
}


@pytest.mark.parametrize("end", END)
def test_an_end_needs_words(cast: Cast, end: Callable[..., Case]) -> None:
    case = make_case(cast.officer, cast.school, END[end])

    with pytest.raises(ValidationError) as refused:
        end(by=cast.officer, case=case, text=" \n")

    assert list(refused.value.message_dict) == ["text"]
    case.refresh_from_db()
    assert case.state == END[end]


def test_reopening_needs_words(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.CLOSED)
    with pytest.raises(ValidationError):
        reopen_case(by=cast.commander, case=case, text="")


def test_a_case_is_led_by_an_officer_of_the_unit(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school)
    for stranger in (cast.other_officer, cast.principal, cast.administrator):
        with pytest.raises(ValidationError) as refused:
            accept_case(by=cast.commander, case=case, lead=stranger)
        assert list(refused.value.message_dict) == ["lead"]

    accepted = accept_case(by=cast.commander, case=case, lead=cast.officer)
    assert assign_case(by=cast.commander, case=accepted, lead=cast.colleague).lead == cast.colleague


@pytest.mark.parametrize("state", [CaseState.REPORTED, CaseState.CLOSED, CaseState.WITHDRAWN])
def test_nobody_is_named_to_lead_what_is_not_worked_on(cast: Cast, state: str) -> None:
    with pytest.raises(ValidationError):
        assign_case(by=cast.commander, case=make_case(cast.officer, cast.school, state), lead=cast.colleague)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_hands_at_once_one_takes_the_step(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.ACCEPTED)

    def try_it() -> tuple[int, str]:
        try:
            investigate_case(by=cast.officer, case=Case(pk=case.pk))
        except ValidationError as error:
            return 400, str(error)
        return 200, ""

    done = [status for status, _text in all_at_once([try_it] * HANDS)]

    assert (done.count(200), done.count(400)) == (1, HANDS - 1)
    assert CaseStep.objects.filter(case=case, after=CaseState.INVESTIGATING).count() == 1
