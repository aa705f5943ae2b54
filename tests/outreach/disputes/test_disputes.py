"""Disputes that touch a school: every pair of states, their days, who is in charge, what is refused."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from campus_safety.notices.models import Notice
from campus_safety.statistics.models import StaleMonth
from outreach.actions.disputes import (
    change_dispute,
    enter_dispute,
    hand_on_dispute,
    resolve_dispute,
    take_up_dispute,
    work_on_dispute,
)
from outreach.models import Dispute
from outreach.states.opinions import DISPUTE_ENDED, DISPUTE_IN_HAND, DisputeState
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.opinions import a_dispute, make_dispute

NOW = at("2026-11-23 09:00")
TODAY, DAY = date(2026, 11, 23), timedelta(days=1)
HANDS = 8


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """It is Monday, 23 November 2026, 09:00."""
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_dispute_is_worked_on_and_resolved_on_its_day(cast: Cast) -> None:
    dispute = make_dispute(cast.officer, cast.school, found_on=TODAY - 3 * DAY)
    dispute = work_on_dispute(by=cast.colleague, dispute=dispute, text="已分别了解情况")
    dispute = work_on_dispute(by=cast.officer, dispute=dispute, text="约定周五当面沟通")
    dispute = resolve_dispute(by=cast.officer, dispute=dispute, text=" 双方达成一致 ", ended_on=TODAY - DAY)

    assert (dispute.unit, dispute.state, dispute.ended_on) == (cast.station, "resolved", TODAY - DAY)
    assert [(step.before, step.after, step.by, step.text) for step in dispute.steps.all()] == [
        ("", "found", cast.officer, ""),
        ("found", "worked_on", cast.colleague, "已分别了解情况"),
        ("worked_on", "worked_on", cast.officer, "约定周五当面沟通"),
        ("worked_on", "resolved", cast.officer, "双方达成一致"),
    ]


def _work(by: Any, dispute: Dispute) -> Dispute:
    return work_on_dispute(by=by, dispute=dispute, text="已了解")


def _resolve(by: Any, dispute: Dispute) -> Dispute:
    return resolve_dispute(by=by, dispute=dispute, text="已化解")


def _hand_on(by: Any, dispute: Dispute) -> Dispute:
    return hand_on_dispute(by=by, dispute=dispute, handed_to="区教委", text="属教委职责")


def _take_up(by: Any, dispute: Dispute) -> Dispute:
    return take_up_dispute(by=by, dispute=dispute, text="又起争执")


@pytest.mark.parametrize("before", DisputeState)
@pytest.mark.parametrize(
    ("take", "states", "after"),
    [
        (_work, DISPUTE_IN_HAND, "worked_on"),
        (_resolve, DISPUTE_IN_HAND, "resolved"),
        (_hand_on, DISPUTE_IN_HAND, "handed_on"),
        (_take_up, DISPUTE_ENDED, "worked_on"),
    ],
)
def test_every_pair_of_states(
    cast: Cast, before: DisputeState, take: Callable[[Any, Dispute], Dispute], states: tuple[str, ...], after: str
) -> None:
    dispute = make_dispute(cast.officer, cast.school, before)

    if before in states:
        assert take(cast.officer, dispute).state == after
    else:
        with nothing_written(), pytest.raises(ValidationError):
            take(cast.officer, dispute)


def test_what_is_taken_up_again_has_neither_day_nor_authority(cast: Cast) -> None:
    dispute = _take_up(cast.officer, make_dispute(cast.officer, cast.school, "handed_on"))
    assert (dispute.ended_on, dispute.handed_to, dispute.is_in_hand) == (None, "", True)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"text": " "}, "text"),
        ({"parties": []}, "parties"),
        ({"parties": ["parents", "aliens"]}, "parties"),
        ({"found_on": TODAY + DAY}, "found_on"),
    ],
)
def test_what_cannot_be_is_named_at_its_field(cast: Cast, fields: dict[str, Any], named: str) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        enter_dispute(by=cast.officer, dispute=a_dispute(cast.officer, cast.school, **fields))
    assert list(refused.value.message_dict) == [named]


def test_school_and_officer_in_charge_are_of_the_unit(cast: Cast) -> None:
    theirs = a_dispute(cast.officer, make_school(cast.other_station))
    strangers = [a_dispute(who, cast.school) for who in (cast.other_officer, cast.principal, cast.administrator)]
    named = []
    for dispute in (theirs, *strangers):
        with nothing_written(), pytest.raises(ValidationError) as refused:
            enter_dispute(by=cast.officer, dispute=dispute)
        named.append(sorted(refused.value.message_dict))
    assert named == [["lead", "school"], ["lead"], ["lead"], ["lead"]]


@pytest.mark.parametrize(
    ("take", "said", "named"),
    [
        (resolve_dispute, {"text": "已化解", "ended_on": TODAY + DAY}, "ended_on"),
        (resolve_dispute, {"text": "已化解", "ended_on": TODAY - 2 * DAY}, "ended_on"),
        (resolve_dispute, {"text": " "}, "text"),
        (hand_on_dispute, {"text": "属教委职责", "handed_to": " "}, "handed_to"),
        (hand_on_dispute, {"text": "", "handed_to": "区教委"}, "text"),
        (work_on_dispute, {"text": ""}, "text"),
    ],
)
def test_what_an_end_lacks_is_named_at_its_field(
    cast: Cast, take: Callable[..., Dispute], said: dict[str, Any], named: str
) -> None:
    dispute = make_dispute(cast.officer, cast.school, found_on=TODAY - DAY)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        take(by=cast.officer, dispute=dispute, **said)
    assert list(refused.value.message_dict) == [named]


def test_what_was_written_is_put_right_and_its_new_officer_told(cast: Cast) -> None:
    dispute = make_dispute(cast.officer, cast.school)
    dispute.text, dispute.parties, dispute.lead = "因停车发生口角", ["neighbours", "school"], cast.colleague

    changed = change_dispute(by=cast.officer, dispute=dispute)

    assert (changed.text, changed.parties, changed.lead) == ("因停车发生口角", ["neighbours", "school"], cast.colleague)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.data) == (
        cast.colleague, "outreach.dispute_appointed", {"school": "三峡幼儿园"}
    )  # fmt: skip


def test_what_has_ended_is_not_put_right(cast: Cast) -> None:
    dispute = make_dispute(cast.officer, cast.school, "resolved")
    with nothing_written(), pytest.raises(ValidationError):
        change_dispute(by=cast.officer, dispute=dispute)


def test_the_months_of_its_end_are_stale(cast: Cast) -> None:
    dispute = make_dispute(cast.officer, cast.school, found_on=date(2026, 8, 1))
    StaleMonth.objects.all().delete()

    dispute = resolve_dispute(by=cast.officer, dispute=dispute, text="已化解", ended_on=date(2026, 8, 31))
    first = set(StaleMonth.objects.values_list("unit", "first_day"))
    StaleMonth.objects.all().delete()
    take_up_dispute(by=cast.officer, dispute=dispute, text="又起争执")

    assert (cast.station.pk, date(2026, 8, 1)) in first
    assert set(StaleMonth.objects.values_list("unit", "first_day")) == first


@pytest.mark.django_db(transaction=True)
def test_of_many_hands_at_once_one_ends_it(cast: Cast) -> None:
    dispute = make_dispute(cast.officer, cast.school)

    def try_it() -> tuple[int, str]:
        try:
            resolve_dispute(by=cast.officer, dispute=Dispute(pk=dispute.pk), text="已化解")
        except ValidationError as error:
            return 400, str(error)
        return 200, ""

    done = [status for status, _text in all_at_once([try_it] * HANDS)]

    assert (done.count(200), done.count(400)) == (1, HANDS - 1)
