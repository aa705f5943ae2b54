"""Answering a form: once a device and round, on its days, by nobody in particular."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from campus_safety.audit.trail import HIDDEN
from outreach.actions.feedback import answer_form
from outreach.feedback_devices import device_hash
from outreach.models import FeedbackAnswer, FeedbackForm
from outreach.models.feedback import SCORES
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.feedback import form_of, make_round, said

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
DEVICE, OTHER_DEVICE = "d" * 22, "e" * 22


@pytest.fixture
def form(cast: Cast) -> Iterator[FeedbackForm]:
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield form_of(make_round(cast.officer, cast.school, audiences=["parents", "staff"]), cast.school)


def _answer(form: FeedbackForm, device: str = DEVICE, **options: Any) -> FeedbackAnswer:
    return answer_form(form=form, device=device, **{"scores": said()} | options)


def test_an_answer_keeps_scores_words_and_the_day(form: FeedbackForm) -> None:
    _answer(form, scores=said(help=2), text=" 谢谢 ")

    kept = FeedbackAnswer.objects.get()
    assert [getattr(kept, score) for score in SCORES] == [5, 2, 5, 5, 5]
    assert (kept.form, kept.round, kept.text, kept.on) == (form, form.round, "谢谢", TODAY)


def test_a_device_answers_once_in_a_round_whichever_form_it_uses(cast: Cast, form: FeedbackForm) -> None:
    _answer(form)

    with nothing_written(), pytest.raises(ValidationError) as error:
        _answer(form_of(form.round, cast.school, "staff"))

    assert error.value.code == "answered"


def test_other_devices_and_other_rounds_answer(cast: Cast, form: FeedbackForm) -> None:
    _answer(form)
    _answer(form, OTHER_DEVICE)
    _answer(form_of(make_round(cast.officer, cast.school), cast.school))

    assert FeedbackAnswer.objects.count() == 3


def test_a_device_cannot_be_followed_from_round_to_round(cast: Cast, form: FeedbackForm) -> None:
    other = make_round(cast.officer, cast.school)

    hashes = {device_hash(form.round, DEVICE), device_hash(other, DEVICE)}

    assert len(hashes) == 2
    assert not any(DEVICE in each for each in hashes)


@pytest.mark.parametrize("days", [(-2, -1), (1, 2)])
def test_a_round_takes_answers_on_its_days_only(cast: Cast, form: FeedbackForm, days: tuple[int, int]) -> None:
    first, last = (TODAY + number * DAY for number in days)
    shut = form_of(make_round(cast.officer, cast.school, first_day=first, last_day=last), cast.school)

    with nothing_written(), pytest.raises(ValidationError) as error:
        _answer(shut)

    assert error.value.code == "closed"


@pytest.mark.parametrize("moment", ["2026-11-23 00:00", "2026-11-23 23:59"])
def test_a_round_takes_answers_from_the_first_minute_to_the_last(form: FeedbackForm, moment: str) -> None:
    assert _answer(form, at=at(moment)).pk


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_that_is_none_is_refused_by_name(form: FeedbackForm, score: int) -> None:
    with nothing_written(), pytest.raises(ValidationError) as error:
        _answer(form, scores=said(manner=score))

    assert set(error.value.message_dict) == {"manner"}


def test_the_trail_has_neither_who_nor_what_was_said(form: FeedbackForm) -> None:
    answer = _answer(form, text="老师辛苦了")

    entry = LogEntry.objects.get_for_object(answer).get()
    assert (entry.actor, entry.remote_addr) == (None, None)
    assert {entry.changes[name][1] for name in (*SCORES, "text")} == {HIDDEN}
    assert "device" not in entry.changes
