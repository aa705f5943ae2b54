"""What a round says once it is over, against the same computed by hand."""

import itertools
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus_safety.accounts.models import Unit
from campus_safety.statistics.counting import count_one
from campus_safety.statistics.periods import month_of
from campus_safety.statistics.registry import indicator_named
from outreach.feedback_results import results_of
from outreach.feedback_slices import WHOLE, shown_slices
from outreach.models import FeedbackRound
from outreach.models.feedback import SCORES
from tests.cast import Cast
from tests.factories import at
from tests.factories.feedback import form_of, make_answers, make_round

LAST = date(2026, 11, 20)
TODAY = LAST + timedelta(days=1)
NOVEMBER = month_of(LAST)
AUDIENCES = ("heads", "staff", "parents")
TABLES = st.dictionaries(
    st.tuples(st.sampled_from(["三峡幼儿园", "金色阳光幼儿园"]), st.sampled_from(AUDIENCES)),
    st.lists(st.integers(1, 5), max_size=8),
)


def _round(cast: Cast, **options: Any) -> FeedbackRound:
    options = {"audiences": AUDIENCES, "first_day": LAST, "last_day": LAST, **options}
    return make_round(cast.officer, cast.school, cast.other_school, **options)


def _satisfaction(unit: Unit, moment: str) -> Decimal | None:
    """The figure of November as it is counted at a moment."""
    indicator = indicator_named("satisfaction")
    assert indicator
    return count_one(indicator, [unit.pk], NOVEMBER, at(moment)).value


def test_a_round_says_nothing_before_it_is_over(cast: Cast) -> None:
    asked = _round(cast)
    make_answers(form_of(asked, cast.school), 5, 5, 5, 5, 5, 5)

    assert results_of(asked, today=LAST) is None


def test_six_answers_show_their_average_and_four_do_not(cast: Cast) -> None:
    six, four = _round(cast), _round(cast)
    make_answers(form_of(six, cast.school), 5, 4, 5, 4, 5, 4)
    make_answers(form_of(four, cast.school), 5, 4, 5, 4)

    shown, hidden = (results_of(asked, today=TODAY) for asked in (six, four))

    assert shown
    assert hidden
    assert shown.of(WHOLE).averages == dict.fromkeys(SCORES, Decimal("4.5"))
    assert (hidden.of(WHOLE).answers, hidden.of(WHOLE).averages) == (4, None)
    assert all(result.averages is None for result in hidden.by_slice.values())


@given(TABLES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_results_are_those_computed_by_hand(cast: Cast, table: dict[tuple[str, str], list[int]]) -> None:
    asked = _round(cast)
    schools = {school.name: school for school in (cast.school, cast.other_school)}
    given_marks = {(schools[name].pk, audience): marks for (name, audience), marks in table.items()}
    for (name, asked_of), marks in table.items():
        make_answers(form_of(asked, schools[name], asked_of), *marks)

    results = results_of(asked, today=TODAY)

    assert results
    shown = shown_slices({cell: len(marks) for cell, marks in given_marks.items()})
    slices = itertools.product([None, cast.school.pk, cast.other_school.pk], [None, *AUDIENCES])
    for school, audience in slices:
        marks = [
            mark
            for (at_school, by_audience), each in given_marks.items()
            for mark in each
            if school in {None, at_school} and audience in {None, by_audience}
        ]
        result = results.of((school, audience))
        assert result.answers == len(marks)
        assert (result.averages is not None) == ((school, audience) in shown)
        if result.averages is not None:
            mean = (Decimal(sum(marks)) / len(marks)).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert result.averages == dict.fromkeys(SCORES, mean)


def test_words_stand_once_with_the_smallest_group_that_is_shown(cast: Cast) -> None:
    asked = _round(cast)
    make_answers(form_of(asked, cast.school), 5, 5, 5, 5, 5, 5, texts=["甲", "乙"])
    make_answers(form_of(asked, cast.school, "staff"), 3, 3, 3, texts=["丙"])
    make_answers(form_of(asked, cast.school, "heads"), 4, 4, texts=["丁"])
    make_answers(form_of(asked, cast.other_school), 2, 2, 2, 2, 2, texts=["戊"])

    results = results_of(asked, today=TODAY)

    assert results
    assert {words.of: set(words.texts) for words in results.words} == {
        (cast.school.pk, "parents"): {"甲", "乙"},
        (cast.school.pk, None): {"丙", "丁"},
        (cast.other_school.pk, "parents"): {"戊"},
    }


def test_words_of_schools_that_are_hidden_stand_together(cast: Cast) -> None:
    asked = _round(cast)
    make_answers(form_of(asked, cast.school), 5, 5, 5, texts=["甲"])
    make_answers(form_of(asked, cast.other_school), 2, 2, 2, texts=["乙"])

    results = results_of(asked, today=TODAY)

    assert results
    assert [(words.of, set(words.texts)) for words in results.words] == [(WHOLE, {"甲", "乙"})]


def test_words_of_four_are_shown_to_nobody(cast: Cast) -> None:
    asked = _round(cast)
    make_answers(form_of(asked, cast.school), 5, 5, 5, 5, texts=["甲", "乙", "丙", "丁"])

    results = results_of(asked, today=TODAY)

    assert results
    assert results.words == []


def test_words_stand_in_an_order_of_their_own_that_stays(cast: Cast) -> None:
    texts = [f"{number}" for number in range(12)]
    asked = _round(cast, secret="a secret that stays")
    make_answers(form_of(asked, cast.school), *[5] * 12, texts=texts)

    first, again = (results_of(asked, today=TODAY) for _time in range(2))

    assert first
    assert again
    assert first.words == again.words
    assert sorted(first.words[0].texts, key=int) == texts
    assert first.words[0].texts != texts


def test_results_take_two_queries_however_many_forms_there_are(cast: Cast) -> None:
    asked = _round(cast)
    for school in (cast.school, cast.other_school):
        for audience in AUDIENCES:
            make_answers(form_of(asked, school, audience), 5, 5, 5, 5, 5, texts=["好"])

    with CaptureQueriesContext(connection) as queries:
        results_of(asked, today=TODAY)

    assert len(queries) == 2


def test_satisfaction_is_the_share_of_fours_and_fives_on_the_whole(cast: Cast) -> None:
    asked = _round(cast)
    make_answers(form_of(asked, cast.school), 5, 4, 3, 2)
    make_answers(form_of(asked, cast.other_school), 5, 5)

    assert _satisfaction(cast.station, "2026-11-30 12:00") == Decimal("66.7")


@pytest.mark.parametrize(
    ("days", "moment"),
    [
        ({"first_day": LAST, "last_day": LAST}, "2026-11-20 23:59"),  # not over yet
        ({"first_day": date(2026, 10, 31), "last_day": date(2026, 10, 31)}, "2026-11-30 12:00"),
        ({"first_day": LAST, "last_day": date(2026, 12, 1)}, "2026-12-30 12:00"),
    ],
)
def test_satisfaction_counts_rounds_that_ended_in_the_period(cast: Cast, days: dict[str, date], moment: str) -> None:
    make_answers(form_of(_round(cast, **days), cast.school), 5, 5, 5, 5, 5)

    assert _satisfaction(cast.station, moment) is None


def test_a_round_of_four_counts_in_no_satisfaction(cast: Cast) -> None:
    make_answers(form_of(_round(cast), cast.school), 5, 5, 5, 5, 5)
    make_answers(form_of(_round(cast), cast.school), 1, 1, 1, 1)

    assert _satisfaction(cast.station, "2026-11-30 12:00") == Decimal(100)
    assert _satisfaction(cast.other_station, "2026-11-30 12:00") is None
