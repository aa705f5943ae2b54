"""Every pair of states of a tip, allowed and refused; who answers; what a tip leads to, once."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from incidents.models import Case
from outreach.actions.tip_steps import close_tip, hand_over_tip, reply_to_tip, take_up_tip, turn_tip
from outreach.models import Tip
from outreach.permissions.tips import may_turn_tip, may_work_on_tip
from outreach.states.tips import TIP_STEPS, TipState, tip_may_become
from outreach.tip_steps import steps_open_to
from schools.models import Hazard
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.cases import a_case
from tests.factories.tips import ANSWER, make_tip

NOW = at("2026-11-23 09:00")
HANDS = 50


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def a_hazard(cast: Cast) -> Hazard:
    """A hazard that is not yet written."""
    return Hazard(
        unit=cast.station, school=cast.school, source=Hazard.Source.PUBLIC, description="围墙有缺口",
        due_on=NOW.date(), officer=cast.officer,
    )  # fmt: skip


def turned_to(cast: Cast, tip: Tip, after: str) -> Tip:
    """By the action that leads to a state."""
    if after == TipState.WORKED_ON:
        return take_up_tip(by=cast.commander, tip=tip, lead=cast.officer)
    return close_tip(by=cast.officer, tip=tip, text=ANSWER)


@pytest.mark.parametrize("before", TipState.values)
@pytest.mark.parametrize("after", [TipState.WORKED_ON, TipState.CLOSED])
def test_every_pair_of_states(cast: Cast, before: str, after: str) -> None:
    tip = make_tip(cast.station, before, lead=cast.colleague)
    if tip_may_become(before, after):
        assert turned_to(cast, tip, after).state == after
        last = tip.steps.order_by("pk").last()
        assert last is not None
        assert (last.before, last.after) == (before, after)
    else:
        with nothing_written(), pytest.raises(ValidationError):
            turned_to(cast, tip, after)


def test_the_table_names_every_state_and_none_leads_back_to_new() -> None:
    assert set(TIP_STEPS) == set(TipState.values)
    assert not any(tip_may_become(before, TipState.NEW) for before in TipState.values)


def test_whoever_writes_first_is_in_charge(cast: Cast) -> None:
    tip = reply_to_tip(by=cast.colleague, tip=make_tip(cast.station), text="请问大概几点？")
    again = reply_to_tip(by=cast.commander, tip=tip, text="是哪个门？")

    assert (again.state, again.lead) == (TipState.WORKED_ON, cast.colleague)
    assert [(message.by, message.text) for message in tip.messages.all()] == [
        (cast.colleague, "请问大概几点？"),
        (cast.commander, "是哪个门？"),
    ]


def test_the_answer_at_the_end_is_a_message(cast: Cast) -> None:
    tip = close_tip(by=cast.officer, tip=make_tip(cast.station), text=f" {ANSWER} ")
    assert (tip.state, tip.lead, tip.messages.get().text) == (TipState.CLOSED, cast.officer, ANSWER)


@pytest.mark.parametrize("action", [reply_to_tip, close_tip])
def test_words_are_needed(cast: Cast, action: Callable[..., Tip]) -> None:
    tip = make_tip(cast.station)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        action(by=cast.officer, tip=tip, text=" \n")
    assert list(refused.value.message_dict) == ["text"]


def test_nobody_writes_on_a_closed_tip(cast: Cast) -> None:
    tip = make_tip(cast.station, TipState.CLOSED, lead=cast.officer)
    with nothing_written(), pytest.raises(ValidationError):
        reply_to_tip(by=cast.officer, tip=tip, text="还有一句")


def test_an_officer_of_the_unit_is_in_charge(cast: Cast) -> None:
    tip = make_tip(cast.station)
    for stranger in (cast.other_officer, cast.principal, cast.administrator):
        with nothing_written(), pytest.raises(ValidationError) as refused:
            take_up_tip(by=cast.commander, tip=tip, lead=stranger)
        assert list(refused.value.message_dict) == ["lead"]
    taken = take_up_tip(by=cast.commander, tip=tip, lead=cast.officer)
    assert hand_over_tip(by=cast.commander, tip=taken, lead=cast.colleague).lead == cast.colleague


@pytest.mark.parametrize("state", [TipState.NEW, TipState.CLOSED])
def test_nobody_hands_over_what_is_not_worked_on(cast: Cast, state: str) -> None:
    tip = make_tip(cast.station, state, lead=cast.officer)
    with nothing_written(), pytest.raises(ValidationError):
        hand_over_tip(by=cast.commander, tip=tip, lead=cast.colleague)


def test_a_tip_leads_to_a_case_and_is_worked_on(cast: Cast) -> None:
    tip = turn_tip(by=cast.officer, tip=make_tip(cast.station), into=a_case(cast.school, NOW))

    case = Case.objects.get()
    assert (tip.case, tip.hazard, tip.state, tip.lead) == (case, None, TipState.WORKED_ON, cast.officer)
    assert case.entered_by == cast.officer


def test_a_tip_leads_to_a_hazard(cast: Cast) -> None:
    tip = turn_tip(by=cast.colleague, tip=make_tip(cast.station), into=a_hazard(cast))
    assert (tip.case, tip.hazard, tip.lead) == (None, Hazard.objects.get(), cast.colleague)


def test_a_tip_that_is_worked_on_stays_with_its_lead(cast: Cast) -> None:
    tip = make_tip(cast.station, TipState.WORKED_ON, lead=cast.colleague)
    turned = turn_tip(by=cast.commander, tip=tip, into=a_hazard(cast))
    assert (turned.lead, turned.steps.count()) == (cast.colleague, 2)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_hands_at_once_one_turns_the_tip(cast: Cast) -> None:
    tip = make_tip(cast.station)
    cases = [a_case(cast.school, NOW) for _hand in range(HANDS)]

    def turn() -> tuple[int, Any]:
        try:
            turn_tip(by=cast.officer, tip=tip, into=cases.pop())
        except ValidationError:
            return 400, None
        return 200, None

    done = [status for status, _nothing in all_at_once([turn] * HANDS)]

    assert (done.count(200), done.count(400)) == (1, HANDS - 1)
    assert Case.objects.count() == 1


def test_who_works_on_a_tip(cast: Cast) -> None:
    new = make_tip(cast.station)
    led = make_tip(cast.station, TipState.WORKED_ON, lead=cast.colleague)
    users = (cast.officer, cast.colleague, cast.commander, cast.bureau, cast.other_officer, cast.squad_officer)

    assert [may_work_on_tip(user, new) for user in users] == [True, True, True, True, False, False]
    assert [may_work_on_tip(user, led) for user in users] == [False, True, True, True, False, False]
    assert not any(may_work_on_tip(user, new) for user in (cast.principal, cast.auditor, cast.administrator))


def test_a_tip_is_turned_once(cast: Cast) -> None:
    tip = make_tip(cast.station)
    assert may_turn_tip(cast.officer, tip)
    assert not may_turn_tip(cast.officer, turn_tip(by=cast.officer, tip=tip, into=a_hazard(cast)))


@pytest.mark.parametrize(
    ("state", "keys"),
    [
        (TipState.NEW, ["take-up", "reply", "close"]),
        (TipState.WORKED_ON, ["reply", "close", "hand-over"]),
        (TipState.CLOSED, ["take-up"]),
    ],
)
def test_what_can_be_done_in_each_state(cast: Cast, state: str, keys: list[str]) -> None:
    tip = make_tip(cast.station, state, lead=cast.officer)
    assert [step.key for step in steps_open_to(cast.officer, tip)] == keys
    assert steps_open_to(cast.principal, tip) == []
