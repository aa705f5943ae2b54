"""Who is told of an opinion: police of what the school says, the school of what police do; and of its day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from campus_safety.accounts.models import User
from campus_safety.notices.kinds import kind_of
from campus_safety.notices.models import Notice
from outreach.actions.opinions import answer_opinion, remind_of_opinions, reopen_opinion, settle_opinion
from outreach.models import Opinion
from outreach.states.opinions import OpinionState
from outreach.tasks import remind_opinions
from schools.models import Principalship
from tests.cast import Cast
from tests.factories import at, make_user
from tests.factories.opinions import make_opinion

NOW = at("2026-11-23 09:00")


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """It is Monday, 23 November 2026, 09:00."""
    with time_machine.travel(NOW, tick=False):
        yield


def told() -> list[tuple[str, str, str]]:
    """To whom, which kind and which title, of every notice, in the order of writing; the inbox is emptied."""
    with translation.override("en"):
        found = [
            (row.recipient.username, row.kind.removeprefix("outreach.opinion_"), kind_of(row.kind).say(row.data).title)
            for row in Notice.objects.select_related("recipient").order_by("pk")
        ]
    Notice.objects.all().delete()
    return found


def test_police_learn_what_a_school_writes_and_the_school_what_police_do(cast: Cast) -> None:
    opinion = make_opinion(cast.principal, cast.school)
    written = told()
    opinion = answer_opinion(by=cast.officer, opinion=opinion, text="已增派")
    answered = told()
    opinion = settle_opinion(by=cast.principal, opinion=opinion, is_satisfied=False, text="只来了一天")
    settled = told()
    reopen_opinion(by=cast.principal, opinion=opinion, text="只来了一天")

    what = "request · 三峡幼儿园"
    assert written == [("commander", "to_police", f"A school has written: {what}")]
    assert answered == [("principal", "to_school", f"The station has answered: {what}")]
    words = f"The school is not satisfied with the answer: {what}"
    assert settled == [("officer", "to_police", words), ("commander", "to_police", words)]
    assert told() == [(who, "to_police", f"Reopened: {what}") for who in ("officer", "commander")]


def test_the_school_learns_what_an_officer_enters_for_it(cast: Cast) -> None:
    second = make_user("deputy", User.Role.PRINCIPAL, cast.station, is_active=False)
    Principalship.objects.create(user=second, school=cast.school)

    make_opinion(cast.officer, cast.school, OpinionState.SETTLED)

    assert [(who, title.split(":")[0]) for who, _kind, title in told()] == [
        ("principal", "The station has noted"),
        ("principal", "The station has answered"),
        ("principal", "The station has noted what you think of its answer"),
    ]


def test_a_notice_leads_to_the_page_and_never_says_what_was_said(cast: Cast) -> None:
    opinion = make_opinion(cast.principal, cast.school, text="门卫王师傅不认真")
    notice = Notice.objects.get()

    said = kind_of(notice.kind).say(notice.data)
    assert notice.url == opinion.get_absolute_url()
    assert "王师傅" not in f"{said.title} {said.text} {notice.data}"


@pytest.mark.parametrize(
    ("due_on", "kinds"),
    [
        (date(2026, 11, 26), []),
        (date(2026, 11, 25), ["due"]),
        (date(2026, 11, 23), ["due"]),
        (date(2026, 11, 22), ["overdue"]),
    ],
)
def test_the_day_is_told_two_days_before_and_when_it_is_over(cast: Cast, due_on: date, kinds: list[str]) -> None:
    make_opinion(cast.colleague, cast.school)
    Opinion.objects.update(due_on=due_on)
    told()

    new = remind_of_opinions(at=NOW)

    assert [(who, kind) for who, kind, _title in told()] == [
        (who, kind) for kind in kinds for who in ("colleague", "commander")
    ]
    assert new == 2 * len(kinds)


def test_each_step_of_its_day_is_told_once_and_of_a_new_day_anew(cast: Cast) -> None:
    opinion = make_opinion(cast.principal, cast.school)
    days = [NOW + timedelta(days=number) for number in range(10)]

    assert [remind_of_opinions(at=moment) for moment in days] == [0, 0, 0, 0, 0, 1, 0, 0, 1, 0]
    opinion = answer_opinion(by=cast.officer, opinion=opinion, text="已增派")
    assert remind_of_opinions(at=days[9]) == 0
    reopen_opinion(by=cast.principal, opinion=opinion, text="没有解决", at=days[8])
    assert remind_of_opinions(at=days[8] + timedelta(days=8)) == 2  # who answered it is told as well


def test_days_are_told_in_a_constant_number_of_statements(cast: Cast) -> None:
    counts = []
    for number in (1, 4):
        for _each in range(number):
            make_opinion(cast.officer, cast.school)
        with CaptureQueriesContext(connection) as queries:
            remind_of_opinions(at=NOW + timedelta(days=6))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("clock", "number"), [("07:59", 0), ("08:00", 1), ("23:00", 1)])
def test_the_job_tells_once_a_day_from_eight_on(cast: Cast, clock: str, number: int) -> None:
    make_opinion(cast.principal, cast.school)
    told()

    with time_machine.travel(at(f"2026-11-30 {clock}"), tick=False):
        remind_opinions()
        remind_opinions()

    assert [kind for _who, kind, _title in told()] == ["due"] * number
