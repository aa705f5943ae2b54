"""Tips as they come in: what is kept of one and what is not, what is refused, and what is added later."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict

from campus_safety.audit.author import acting
from campus_safety.uploads.models import StoredFile
from outreach.actions.tips import enter_tip, leave_tip, write_again
from outreach.models import Tip, TipMessage, TipStep
from outreach.states.tips import TipState
from outreach.tip_codes import hash_of, make_code
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.records import photo
from tests.factories.tips import TEXT, a_tip, make_tip

NOW = at("2026-11-23 09:00")
AT_ONCE = 8


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_tip_is_kept_with_the_hash_of_its_code_only(cast: Cast) -> None:
    tip, code = leave_tip(tip=a_tip(cast.station, cast.school, place="东门外"), photo=photo())

    kept = Tip.objects.get()
    assert kept == tip
    assert (kept.state, kept.received_at, kept.lead) == (TipState.NEW, NOW, None)
    assert kept.code_hash == hash_of(code)
    assert code not in str(model_to_dict(kept))
    assert [(step.before, step.after, step.by) for step in kept.steps.all()] == [("", TipState.NEW, None)]
    assert StoredFile.objects.get(tip=kept).uploaded_by is None


def test_the_trail_knows_that_a_tip_came_in_and_not_from_whom(cast: Cast) -> None:
    with acting(cast.officer):  # as a phone on which somebody happens to be signed in
        tip, code = leave_tip(tip=a_tip(cast.station, place="东门外", latitude=29.5, longitude=106.5))
        write_again(tip=tip, text="又看到一次")

    entries = LogEntry.objects.filter(content_type__app_label="outreach")
    assert {entry.content_type.model for entry in entries} == {"tip", "tipstep", "tipmessage"}
    assert {(entry.actor, entry.remote_addr) for entry in entries} == {(None, None)}
    told = str([(entry.object_repr, entry.changes) for entry in entries])
    assert [word for word in (TEXT, "东门外", "29.5", "又看到一次", code, hash_of(code)) if word in told] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": " \n"}, "text"),
        ({"latitude": 29.5}, "longitude"),
        ({"longitude": 106.5}, "latitude"),
        ({"latitude": 106.5, "longitude": 29.5}, "latitude"),
        ({"latitude": float("nan"), "longitude": 106.5}, "latitude"),
    ],
)
def test_a_bad_tip_is_named_and_changes_nothing(cast: Cast, change: dict[str, Any], field: str) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        leave_tip(tip=a_tip(cast.station, **change), photo=photo())

    assert list(refused.value.message_dict) == [field]


def test_the_same_form_sent_again_is_one_tip_with_one_code(cast: Cast) -> None:
    code = make_code()
    first, second = (leave_tip(tip=a_tip(cast.station), code=code) for _time in range(2))
    assert first == second
    assert Tip.objects.count() == 1


def test_another_tip_by_the_same_form_gets_a_code_of_its_own(cast: Cast) -> None:
    code = make_code()
    first, first_code = leave_tip(tip=a_tip(cast.station), code=code)
    second, second_code = leave_tip(tip=a_tip(cast.station, text="围墙有缺口。"), code=code)

    assert first_code == code != second_code
    assert [Tip.objects.with_code(each).get() for each in (first_code, second_code)] == [first, second]


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_many_times_at_once_is_one_tip(cast: Cast) -> None:
    code = make_code()

    def leave() -> tuple[int, str]:
        return 200, leave_tip(tip=a_tip(cast.station), code=code)[1]

    assert all_at_once([leave] * AT_ONCE) == [(200, code)] * AT_ONCE
    assert Tip.objects.count() == 1


def test_a_tip_told_to_an_officer_is_by_that_officer(cast: Cast) -> None:
    with acting(cast.officer):
        tip, code = enter_tip(
            by=cast.officer,
            unit=cast.station,
            category=Tip.Category.THEFT,
            text="电话里说：",
            school=cast.school,
            at=NOW,
        )

    assert Tip.objects.with_code(code).get() == tip
    assert TipStep.objects.get().by == cast.officer
    assert LogEntry.objects.get_for_object(tip).get().actor == cast.officer


def test_an_officer_enters_no_tip_for_a_school_of_another_unit(cast: Cast) -> None:
    school = make_school(cast.other_station)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        enter_tip(by=cast.officer, unit=cast.station, category=Tip.Category.OTHER, text="有人", school=school)
    assert list(refused.value.message_dict) == ["school"]


def test_what_is_said_once_more_is_added_once(cast: Cast) -> None:
    tip = make_tip(cast.station)
    for text in ("是白色面包车", " 是白色面包车\n", "车牌渝A开头", "是白色面包车"):
        write_again(tip=tip, text=text)
    said = [message.text for message in TipMessage.objects.filter(tip=tip, by=None)]
    assert said == ["是白色面包车", "车牌渝A开头", "是白色面包车"]


def test_new_words_take_up_a_closed_tip(cast: Cast) -> None:
    tip = make_tip(cast.station, TipState.CLOSED, lead=cast.officer)

    write_again(tip=tip, text="今天又来了")

    tip.refresh_from_db()
    last = tip.steps.order_by("pk").last()
    assert last is not None
    assert (tip.state, tip.lead) == (TipState.WORKED_ON, cast.officer)
    assert (last.before, last.after, last.by) == (TipState.CLOSED, TipState.WORKED_ON, None)


def test_no_words_are_nothing_to_add(cast: Cast) -> None:
    tip = make_tip(cast.station)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        write_again(tip=tip, text="  ")
    assert list(refused.value.message_dict) == ["text"]
