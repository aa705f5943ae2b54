"""Rounds of feedback for tests, with their forms and answers."""

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from outreach.models import FeedbackAnswer, FeedbackForm, FeedbackRound
from outreach.models.feedback import SCORES
from schools.models import School

_devices = itertools.count(1)


def make_round(
    by: User, *schools: School, audiences: Sequence[str] = ("parents",), first_day: date | None = None,
    last_day: date | None = None, **fields: Any,
) -> FeedbackRound:  # fmt: skip
    """A round of `by`'s station with a form for each school and audience, today alone unless days are given."""
    today = timezone.localdate()
    values = {"unit": by.unit, "title": "秋季学期评价", "entered_by": by, "made_at": timezone.now()} | fields
    asked = FeedbackRound.objects.create(first_day=first_day or today, last_day=last_day or today, **values)
    FeedbackForm.objects.bulk_create(
        FeedbackForm(round=asked, school=school, audience=each) for school in schools for each in audiences
    )
    return asked


def form_of(asked: FeedbackRound, school: School, audience: str = "parents") -> FeedbackForm:
    """The form of a school and an audience."""
    return FeedbackForm.objects.select_related("round", "school").get(round=asked, school=school, audience=audience)


def make_answers(form: FeedbackForm, *marks: int, texts: Sequence[str] = (), on: date | None = None) -> None:
    """Answers from one device each; the number is the score of everything. The first ones have the texts."""
    FeedbackAnswer.objects.bulk_create(
        FeedbackAnswer(
            form=form, round_id=form.round_id, device=f"{next(_devices):064d}", on=on or form.round.first_day,
            text=text, **dict.fromkeys(SCORES, mark),
        )
        for mark, text in itertools.zip_longest(marks, texts, fillvalue="")
    )  # fmt: skip


def said(**fields: Any) -> dict[str, Any]:
    """What the public form is sent: very good in everything."""
    return dict.fromkeys(SCORES, 5) | fields
