"""The poster of a form: who is asked, by when, and a code that leads to the form."""

from datetime import date
from typing import Any

import pytest
import segno

from outreach.feedback_links import form_url
from outreach.models import FeedbackForm
from outreach.printing.feedback import posters_pdf
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories.feedback import form_of, make_round
from tests.printing.reading import drawn_code, pages_of, text_of

DAYS = {"first_day": date(2026, 11, 23), "last_day": date(2026, 12, 6)}


def _form(cast: Cast, audience: str = "parents", **fields: Any) -> FeedbackForm:
    asked = make_round(cast.officer, cast.school, audiences=[audience], **DAYS, **fields)
    return form_of(asked, cast.school, audience)


@pytest.mark.parametrize(
    ("audience", "words"),
    [("heads", "学校负责人"), ("staff", "教职工"), ("students", "年满14周岁的学生"), ("parents", "学生家长")],
)
def test_a_poster_says_who_is_asked_by_whom_and_when(cast: Cast, audience: str, words: str) -> None:
    text = text_of(posters_pdf([_form(cast, audience)], unit="石坪桥派出所"))

    for expected in ("石坪桥派出所", "三峡幼儿园", words, "2026年11月23日至2026年12月6日", "匿名填写"):
        assert expected in text


def test_the_code_of_a_poster_leads_to_the_form(cast: Cast) -> None:
    form = _form(cast)
    expected = segno.make(form_url(form), error="m", micro=False)

    dark, side_mm = drawn_code(posters_pdf([form], unit="石坪桥派出所"), side=len(expected.matrix))

    assert dark == [[bool(module) for module in row] for row in expected.matrix]
    assert side_mm == pytest.approx(92, abs=0.5)


def test_the_posters_of_a_round_are_a_page_each(cast: Cast) -> None:
    asked = make_round(cast.officer, cast.school, cast.other_school, audiences=["heads", "parents"])

    answer = signed_in(cast.officer).get(f"{asked.get_absolute_url()}posters.pdf")

    assert len(pages_of(answer.content)) == 4


def test_a_principal_prints_the_posters_of_the_own_school(cast: Cast) -> None:
    asked = make_round(cast.officer, cast.school, cast.other_school, audiences=["heads", "parents"])

    pages = pages_of(signed_in(cast.principal).get(f"{asked.get_absolute_url()}posters.pdf").content)

    assert len(pages) == 2
    assert all(cast.school.name in page and cast.other_school.name not in page for page in pages)


def test_the_poster_of_another_school_is_not_there(cast: Cast) -> None:
    form = _form(cast)

    assert signed_in(cast.other_principal).get(f"{form.get_absolute_url()}poster.pdf").status_code == 404
