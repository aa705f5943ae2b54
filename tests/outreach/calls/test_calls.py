"""Calls to the hotline: logged, put right, followed up; and what becomes of one, once."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from incidents.models import Case
from outreach.actions.calls import change_call, follow_up_call, log_call
from outreach.actions.turning import turn_into_case, turn_into_hazard, turn_into_opinion, turn_into_tip
from outreach.models import Call, Opinion, Tip
from outreach.permissions.calls import may_change_call
from schools.models import Hazard
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.calls import a_call, make_call
from tests.factories.cases import a_case
from tests.factories.opinions import an_opinion

NOW = at("2026-11-23 09:00")
CALLED = NOW - timedelta(minutes=5)
HANDS = 50


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """It is Monday, 23 November 2026, 09:00."""
    with time_machine.travel(NOW, tick=False):
        yield


def a_hazard(cast: Cast) -> Hazard:
    """Something wrong at the cast's school, not yet written."""
    return Hazard(school=cast.school, description="围墙缺口", due_on=NOW.date())


def into_case(cast: Cast, call: Call) -> Case:
    return turn_into_case(by=cast.officer, call=call, case=a_case(cast.school, CALLED))


def into_hazard(cast: Cast, call: Call) -> Hazard:
    return turn_into_hazard(by=cast.officer, call=call, hazard=a_hazard(cast))


def into_opinion(cast: Cast, call: Call) -> Opinion:
    return turn_into_opinion(by=cast.officer, call=call, opinion=an_opinion(cast.school))


def into_tip(cast: Cast, call: Call) -> Tip:
    tip, _code = turn_into_tip(by=cast.officer, call=call, category=Tip.Category.TRAFFIC, text="校门口飙车")
    return tip


TURNS: dict[str, Callable[[Cast, Call], Any]] = {
    "case": into_case,
    "hazard": into_hazard,
    "opinion": into_opinion,
    "tip": into_tip,
}


def test_a_call_is_of_who_took_it(cast: Cast) -> None:
    call = make_call(cast.officer, cast.school)
    assert (call.unit, call.taken_by, call.called_at, call.waits) == (cast.station, cast.officer, CALLED, False)


@pytest.mark.parametrize(
    ("fields", "named"), [({"called_at": NOW + timedelta(seconds=1)}, "called_at"), ({"text": " "}, "text")]
)
def test_what_cannot_be_is_named_at_its_field(cast: Cast, fields: dict[str, Any], named: str) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        log_call(by=cast.officer, call=a_call(cast.officer, **fields))
    assert list(refused.value.message_dict) == [named]


def test_a_school_of_another_unit_is_none_of_a_call(cast: Cast) -> None:
    call = a_call(cast.officer, make_school(cast.other_station))
    with nothing_written(), pytest.raises(ValidationError) as refused:
        log_call(by=cast.officer, call=call)
    assert list(refused.value.message_dict) == ["school"]


def test_who_took_it_puts_it_right_that_day_and_a_commander_later(cast: Cast) -> None:
    call, today = make_call(cast.officer), NOW.date()
    allowed = [may_change_call(user, call, today) for user in (cast.officer, cast.colleague, cast.other_officer)]
    tomorrow = [may_change_call(user, call, today + timedelta(days=1)) for user in (cast.officer, cast.commander)]
    assert (allowed, tomorrow) == ([True, False, False], [False, True])


def test_what_was_written_is_put_right_and_who_took_it_stays(cast: Cast) -> None:
    call = make_call(cast.officer)
    call.text, call.topic, call.taken_by = "门口有人乱停车", Call.Topic.SURROUNDINGS, cast.colleague

    change_call(call=call)

    call.refresh_from_db()
    assert (call.text, call.topic, call.taken_by) == ("门口有人乱停车", "surroundings", cast.officer)


def test_a_call_is_followed_up_once_and_that_stays(cast: Cast) -> None:
    call = make_call(cast.officer, needs_follow_up=True)
    waiting = list(Call.objects.to_follow_up())
    call = follow_up_call(by=cast.colleague, call=call, text=" 已劝离 ")

    assert (waiting, list(Call.objects.to_follow_up())) == ([call], [])
    assert (call.follow_up, call.followed_up_by, call.followed_up_at) == ("已劝离", cast.colleague, NOW)
    with nothing_written(), pytest.raises(ValidationError):
        follow_up_call(by=cast.officer, call=call, text="再次劝离")
    call.needs_follow_up = False
    with pytest.raises(ValidationError) as refused:
        change_call(call=call)
    assert list(refused.value.message_dict) == ["needs_follow_up"]


def test_following_up_needs_words_and_something_to_do(cast: Cast) -> None:
    waiting, done = make_call(cast.officer, needs_follow_up=True), make_call(cast.officer)
    for call, text in ((waiting, " "), (done, "已劝离")):
        with nothing_written(), pytest.raises(ValidationError):
            follow_up_call(by=cast.officer, call=call, text=text)


@pytest.mark.parametrize(("name", "turn"), TURNS.items())
def test_a_call_becomes_one_thing_and_waits_no_longer(cast: Cast, name: str, turn: Callable[[Cast, Call], Any]) -> None:
    call = make_call(cast.officer, needs_follow_up=True)
    made = turn(cast, call)

    call.refresh_from_db()
    assert (getattr(call, name), call.has_turned, call.waits) == (made, True, False)
    assert list(Call.objects.to_follow_up()) == []
    for again in TURNS.values():
        with nothing_written(), pytest.raises(ValidationError):
            again(cast, call)


def test_a_case_and_an_opinion_came_by_the_hotline_when_the_call_did(cast: Cast) -> None:
    case, opinion = into_case(cast, make_call(cast.officer)), into_opinion(cast, make_call(cast.officer))
    assert (case.way, case.reported_at, case.entered_by) == (Case.Way.HOTLINE, CALLED, cast.officer)
    assert (opinion.way, opinion.received_at) == (Opinion.Way.CALL, CALLED)


@pytest.mark.parametrize(("caller", "source"), [("head", "school"), ("staff", "school"), ("neighbour", "public")])
def test_a_hazard_was_found_by_who_told_of_it(cast: Cast, caller: str, source: str) -> None:
    hazard = into_hazard(cast, make_call(cast.officer, caller=caller))
    assert (hazard.source, hazard.officer, hazard.unit) == (source, cast.officer, cast.station)


def test_the_code_of_a_tip_is_returned_and_kept_nowhere(cast: Cast) -> None:
    call = make_call(cast.officer, cast.school)
    tip, code = turn_into_tip(
        by=cast.officer, call=call, category=Tip.Category.TRAFFIC, text="校门口飙车", school=cast.school
    )
    assert (tip.school, tip.unit, Tip.objects.with_code(code).get()) == (cast.school, cast.station, tip)


@pytest.mark.parametrize("turn", [into_case, into_hazard, into_opinion])
def test_what_a_call_becomes_is_of_its_unit(cast: Cast, turn: Callable[[Cast, Call], Any]) -> None:
    theirs = make_call(cast.other_officer)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        turn(cast, theirs)
    assert list(refused.value.message_dict) == ["school"]


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_one_makes_something_of_it(cast: Cast) -> None:
    call = make_call(cast.officer)

    def try_it(turn: Callable[[Cast, Call], Any]) -> tuple[int, str]:
        try:
            turn(cast, Call.objects.get(pk=call.pk))
        except ValidationError as error:
            return 400, str(error)
        return 200, ""

    turns = islice(cycle(TURNS.values()), HANDS)
    done = all_at_once([partial(try_it, turn) for turn in turns])

    made = [model.objects.count() for model in (Case, Hazard, Opinion, Tip)]
    statuses = [status for status, _text in done]
    assert (statuses.count(200), statuses.count(400), sum(made)) == (1, HANDS - 1, 1)
