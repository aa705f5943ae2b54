"""What schools ask for or complain of: the day of the answer, every pair of states, what is refused."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from pytest_django import Settings

from campus_safety.statistics.models import StaleMonth
from outreach.actions.opinions import answer_opinion, enter_opinion, reopen_opinion, settle_opinion
from outreach.models import Opinion, OpinionStep
from outreach.states.opinions import OPINION_STEPS, OpinionState
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.opinions import an_opinion, make_opinion

NOW = at("2026-11-23 09:00")
HANDS = 8


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """It is Monday, 23 November 2026, 09:00."""
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_opinion_is_to_be_answered_within_seven_days(cast: Cast) -> None:
    opinion = make_opinion(cast.officer, cast.school, received_at=at("2026-11-20 23:30"))

    assert (opinion.state, opinion.unit, opinion.due_on) == (OpinionState.OPEN, cast.station, date(2026, 11, 27))
    assert [opinion.is_overdue(day) for day in (date(2026, 11, 27), date(2026, 11, 28))] == [False, True]


def test_the_number_of_days_is_a_setting(cast: Cast, settings: Settings) -> None:
    settings.RULES = {"opinion_answer_days": 3}
    assert make_opinion(cast.officer, cast.school).due_on == date(2026, 11, 26)


def test_a_principals_comes_by_the_portal_now_whatever_it_says(cast: Cast) -> None:
    opinion = make_opinion(cast.principal, cast.school, way="call", received_at=at("2026-01-01 08:00"))
    assert (opinion.way, opinion.received_at, opinion.entered_by) == ("portal", NOW, cast.principal)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"text": "  "}, "text"),
        ({"received_at": NOW + timedelta(minutes=1)}, "received_at"),
        ({"way": "portal"}, "way"),
    ],
)
def test_what_cannot_be_is_named_at_its_field(cast: Cast, fields: dict[str, Any], named: str) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        enter_opinion(by=cast.officer, opinion=an_opinion(cast.school, **fields))
    assert list(refused.value.message_dict) == [named]


def test_an_officer_enters_none_of_another_unit(cast: Cast) -> None:
    theirs = an_opinion(make_school(cast.other_station))
    with nothing_written(), pytest.raises(ValidationError) as refused:
        enter_opinion(by=cast.officer, opinion=theirs)
    assert list(refused.value.message_dict) == ["school"]


def test_it_goes_from_its_entry_to_a_satisfied_school(cast: Cast) -> None:
    opinion = make_opinion(cast.principal, cast.school)
    opinion = answer_opinion(by=cast.officer, opinion=opinion, text=" 已增派 ")
    opinion = settle_opinion(by=cast.principal, opinion=opinion, is_satisfied=True)

    assert (opinion.answer, opinion.answered_at, opinion.is_satisfied) == ("已增派", NOW, True)
    assert [(step.before, step.after, step.by, step.text) for step in opinion.steps.all()] == [
        ("", "open", cast.principal, ""),
        ("open", "answered", cast.officer, "已增派"),
        ("answered", "settled", cast.principal, ""),
    ]


def test_a_reopened_one_is_answered_anew_from_that_day_and_keeps_its_first_answer(cast: Cast) -> None:
    opinion = make_opinion(cast.officer, cast.school, OpinionState.SETTLED, at=NOW - timedelta(days=30))
    opinion = reopen_opinion(by=cast.principal, opinion=opinion, text="第二天又没人了")

    assert (opinion.state, opinion.due_on) == (OpinionState.OPEN, date(2026, 11, 30))
    assert (opinion.answer, opinion.answered_at, opinion.is_satisfied) == ("", None, None)
    assert opinion.steps.get(after=OpinionState.ANSWERED).text == "已安排增派"


def _answer(by: Any, opinion: Opinion) -> Opinion:
    return answer_opinion(by=by, opinion=opinion, text="已增派")


def _settle(by: Any, opinion: Opinion) -> Opinion:
    return settle_opinion(by=by, opinion=opinion, is_satisfied=True)


def _reopen(by: Any, opinion: Opinion) -> Opinion:
    return reopen_opinion(by=by, opinion=opinion, text="没有解决")


TAKES = {OpinionState.ANSWERED: _answer, OpinionState.SETTLED: _settle, OpinionState.OPEN: _reopen}


@pytest.mark.parametrize("before", OpinionState)
@pytest.mark.parametrize(("after", "take"), TAKES.items())
def test_every_pair_of_states(
    cast: Cast, before: OpinionState, after: OpinionState, take: Callable[[Any, Opinion], Opinion]
) -> None:
    opinion = make_opinion(cast.officer, cast.school, before)

    if after in OPINION_STEPS[before]:
        assert take(cast.officer, opinion).state == after
    else:
        with nothing_written(), pytest.raises(ValidationError):
            take(cast.officer, opinion)


def test_words_are_asked_for_where_they_matter(cast: Cast) -> None:
    opinion, answered = (make_opinion(cast.officer, cast.school, state) for state in ("open", "answered"))
    refusals = []
    for call in (
        lambda: answer_opinion(by=cast.officer, opinion=opinion, text=" "),
        lambda: settle_opinion(by=cast.principal, opinion=answered, is_satisfied=False),
        lambda: reopen_opinion(by=cast.principal, opinion=answered, text=""),
    ):
        with nothing_written(), pytest.raises(ValidationError) as refused:
            call()
        refusals.append(list(refused.value.message_dict))
    assert refusals == [["text"]] * 3


@pytest.mark.django_db(transaction=True)
def test_of_many_answers_at_once_one_is_given(cast: Cast) -> None:
    opinion = make_opinion(cast.officer, cast.school)

    def try_it() -> tuple[int, str]:
        try:
            answer_opinion(by=cast.officer, opinion=Opinion(pk=opinion.pk), text="已增派")
        except ValidationError as error:
            return 400, str(error)
        return 200, ""

    done = [status for status, _text in all_at_once([try_it] * HANDS)]

    assert (done.count(200), done.count(400)) == (1, HANDS - 1)
    assert OpinionStep.objects.filter(after=OpinionState.ANSWERED).count() == 1


def test_the_months_of_its_answers_are_stale(cast: Cast) -> None:
    opinion = make_opinion(cast.officer, cast.school, OpinionState.ANSWERED, at=at("2026-08-03 10:00"))
    StaleMonth.objects.all().delete()

    opinion = reopen_opinion(by=cast.principal, opinion=opinion, text="没有解决")
    answer_opinion(by=cast.officer, opinion=opinion, text="再次增派")

    stale = set(StaleMonth.objects.filter(unit=cast.station).values_list("first_day", flat=True))
    assert stale >= {date(2026, 8, 1), date(2026, 11, 1)}
