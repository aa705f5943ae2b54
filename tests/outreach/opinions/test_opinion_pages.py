"""The pages of opinions: writing one as a principal or for a school, the list with its filters, every step."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from openpyxl import load_workbook

from outreach.actions.opinions import answer_opinion
from outreach.models import Opinion
from outreach.opinion_steps import STEPS, steps_open_to
from outreach.states.opinions import OpinionState
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.opinions import make_opinion

LIST, NEW = "/outreach/opinions/", "/outreach/opinions/new/"
NOW = at("2026-11-23 09:00")


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """It is Monday, 23 November 2026, 09:00."""
    with time_machine.travel(NOW, tick=False):
        yield


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    """What an officer types, with these changes."""
    said = {"kind": "request", "topic": "patrol", "text": "放学时段请多派一名民警", "school": cast.school.pk}
    return said | {"way": "visit", "received_at": "2026-11-23T08:30"} | changes


def step_of(opinion: Opinion, key: str) -> str:
    return f"{opinion.get_absolute_url()}steps/{key}/"


def test_a_principal_writes_gets_an_answer_and_says_what_it_is_worth(cast: Cast) -> None:
    principal, officer = signed_in(cast.principal), signed_in(cast.officer)
    said = {"kind": "complaint", "topic": "traffic", "text": "门口乱停车"}

    made = principal.post(NEW, said | {"school": cast.other_school.pk, "way": "call"})
    opinion = Opinion.objects.get()
    officer.post(step_of(opinion, "answer"), {"text": "已会同交巡警整治"})
    shown = principal.get(opinion.get_absolute_url()).content.decode()
    principal.post(step_of(opinion, "settle"), {"is_satisfied": "1"})

    opinion.refresh_from_db()
    assert made.headers["Location"] == opinion.get_absolute_url()
    assert (opinion.school, opinion.way, opinion.state) == (cast.school, "portal", OpinionState.SETTLED)
    assert ("已会同交巡警整治" in shown, cast.officer.name in shown) == (True, False)
    assert opinion.is_satisfied is True


def test_an_officer_enters_what_a_school_said(cast: Cast) -> None:
    signed_in(cast.officer).post(NEW, typed(cast))

    opinion = Opinion.objects.get()
    assert (opinion.school, opinion.way, opinion.received_at) == (cast.school, "visit", at("2026-11-23 08:30"))


def test_the_form_names_the_school_that_the_address_does(cast: Cast) -> None:
    form = signed_in(cast.officer).get(NEW, {"school": cast.other_school.pk}).context["form"]
    assert form["school"].value() == str(cast.other_school.pk)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"text": ""}, "text"),
        ({"text": "长" * 1001}, "text"),
        ({"text": "王老师 13900001111"}, "text"),
        ({"kind": ""}, "kind"),
        ({"topic": "weather"}, "topic"),
        ({"school": ""}, "school"),
        ({"school": "9" * 25}, "school"),
        ({"way": "portal"}, "way"),
        ({"received_at": "2026-11-23T09:01"}, "received_at"),
        ({"received_at": "yesterday"}, "received_at"),
    ],
)
def test_bad_input_is_named_at_its_field_and_changes_nothing(cast: Cast, changes: dict[str, Any], named: str) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(NEW, typed(cast, **changes))
    assert (response.status_code, list(response.context["form"].errors)) == (400, [named])


def test_a_school_of_another_unit_cannot_be_chosen(cast: Cast) -> None:
    response = signed_in(cast.officer).post(NEW, typed(cast, school=make_school(cast.other_station).pk))
    assert list(response.context["form"].errors) == ["school"]


def test_who_may_open_which_page(cast: Cast) -> None:
    page = answers(cast, make_opinion(cast.officer, cast.school).get_absolute_url())
    lists = answers(cast, LIST)

    assert {role for role, status in page.items() if status == 200} == {"officer", "commander", "bureau", "principal"}
    assert (page["other_principal"], page["other_officer"], page["auditor"]) == (404, 404, 403)
    assert {role for role, status in lists.items() if status == 403} == {"auditor", "administrator"}


DECIDES = {
    OpinionState.OPEN: (["answer"], []),
    OpinionState.ANSWERED: (["settle", "reopen"], ["settle", "reopen"]),
    OpinionState.SETTLED: (["reopen"], ["reopen"]),
}


@pytest.mark.parametrize("state", OpinionState)
def test_each_step_is_offered_where_state_and_role_allow(cast: Cast, state: OpinionState) -> None:
    opinion = make_opinion(cast.officer, cast.school, state)

    offered = {
        role: [step.key for step in steps_open_to(user, opinion)]
        for role, user in cast.roles.items()
        if user and (user.unit_ids or user == cast.principal)
    }

    police, school = DECIDES[state]
    ours = dict.fromkeys(["officer", "commander", "bureau"], police)
    assert offered == ours | {"other_officer": [], "principal": school}


def test_police_do_not_speak_for_a_school_that_wrote_itself(cast: Cast) -> None:
    opinion = answer_opinion(by=cast.officer, opinion=make_opinion(cast.principal, cast.school), text="已增派")

    assert signed_in(cast.commander).get(step_of(opinion, "settle")).status_code == 403
    assert signed_in(cast.principal).get(step_of(opinion, "answer")).status_code == 403


@pytest.mark.parametrize("state", OpinionState)
@pytest.mark.parametrize("key", [step.key for step in STEPS])
def test_a_step_that_does_not_fit_leads_back_and_changes_nothing(cast: Cast, state: OpinionState, key: str) -> None:
    opinion = make_opinion(cast.officer, cast.school, state)
    client, is_open = signed_in(cast.officer), key in DECIDES[state][0]
    with nothing_written():
        seen = client.get(step_of(opinion, key))
        refused = client.post(step_of(opinion, key), {"text": "长" * 501})

    assert [seen.status_code, refused.status_code] == ([200, 400] if is_open else [302, 302])
    assert client.get(step_of(opinion, "burn")).status_code == 404


def test_who_is_not_satisfied_says_what_is_missing(cast: Cast) -> None:
    opinion = make_opinion(cast.officer, cast.school, OpinionState.ANSWERED)
    client, address = signed_in(cast.principal), step_of(opinion, "settle")

    statuses = [client.post(address, said) for said in ({}, {"is_satisfied": "0"}, {"is_satisfied": "maybe"})]
    done = client.post(address, {"is_satisfied": "0", "text": "只来了一天"})

    assert [list(response.context["form"].errors) for response in statuses] == [
        ["is_satisfied"], ["text"], ["is_satisfied"]
    ]  # fmt: skip
    opinion.refresh_from_db()
    assert (done.status_code, opinion.is_satisfied) == (302, False)


@pytest.fixture
def opinions(cast: Cast) -> dict[str, Opinion]:
    """Four opinions that differ in all that a list filters by."""
    return {
        "late": make_opinion(cast.officer, cast.school, at=NOW - timedelta(days=20)),
        "open": make_opinion(cast.principal, cast.school, kind="complaint", text="门口乱停车", topic="traffic"),
        "old": make_opinion(cast.officer, cast.other_school, "settled", at=at("2018-05-10 10:00"), way="call"),
        "answered": make_opinion(cast.officer, cast.other_school, "answered", kind="suggestion", topic="education"),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"late", "open", "old", "answered"}),
        ({"q": "乱停"}, {"open"}),
        ({"q": "金色阳光 增派"}, {"old", "answered"}),
        ({"kind": "complaint"}, {"open"}),
        ({"topic": "education"}, {"answered"}),
        ({"way": "portal"}, {"open"}),
        ({"overdue": "1"}, {"late"}),
        ({"overdue": "0", "state": "open"}, {"open"}),
        ({"satisfied": "1"}, {"old"}),
        ({"state": ["open", "answered"]}, {"late", "open", "answered"}),
        ({"from": "2026-11-23"}, {"open", "answered"}),
        ({"to": "2018-12-31"}, {"old"}),
        ({"dated": "answered", "from": "2026-11-01"}, {"answered"}),
        ({"unit": "SPQ"}, {"late", "open", "old", "answered"}),
    ],
)
def test_the_address_filters(
    cast: Cast, opinions: dict[str, Opinion], query: dict[str, Any], expected: set[str]
) -> None:
    names = {opinion.pk: name for name, opinion in opinions.items()}
    page = signed_in(cast.officer).get(LIST, query).context["page_obj"]
    assert {names[row.opinion.pk] for row in page} == expected


def test_the_list_counts_what_it_lists_and_marks_what_is_late(cast: Cast, opinions: dict[str, Opinion]) -> None:
    context = signed_in(cast.officer).get(LIST, {"ordering": "received_at"}).context

    assert context["totals"] == {"received": 4, "waiting": 2, "overdue": 1, "satisfied": 1, "settled": 1}
    assert [row.mark for row in context["page_obj"]] == ["done", "late", "wait", "due"]
    assert [row.days_over for row in context["page_obj"]] == [0, 13, 0, 0]


@pytest.mark.parametrize(
    "query", [{"from": "x"}, {"unit": "OTH"}, {"kind": "x"}, {"state": "x"}, {"school": "0"}, {"ordering": "text"}]
)
def test_what_the_address_gets_wrong_is_named(cast: Cast, query: dict[str, str]) -> None:
    response = signed_in(cast.officer).get(LIST, query)
    assert (response.status_code, set(response.context["filter"].form.errors)) == (400, set(query))


def test_a_principal_finds_the_own_schools_alone(cast: Cast, opinions: dict[str, Opinion]) -> None:
    query = {"school": str(cast.other_school.pk), "unit": "OTH"}
    page = signed_in(cast.principal).get(LIST, query).context["page_obj"]
    assert {row.opinion for row in page} == {opinions["late"], opinions["open"]}


@pytest.mark.parametrize("role", ["officer", "bureau", "principal"])
def test_list_and_page_ask_as_often_for_many_as_for_few(cast: Cast, role: str) -> None:
    client = signed_in(getattr(cast, role))
    opinion = make_opinion(cast.officer, cast.school, "settled")
    few = [counted(client, address) for address in (LIST, opinion.get_absolute_url())]
    for _each in range(4):
        make_opinion(cast.officer, cast.school, "settled")

    assert [counted(client, address) for address in (LIST, opinion.get_absolute_url())] == few


def test_the_workbook_holds_what_the_list_shows_and_leaves_a_trace(cast: Cast, opinions: dict[str, Opinion]) -> None:
    response = signed_in(cast.officer).get(f"{LIST}export.xlsx", {"q": "乱停"})

    rows = list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))
    assert [row[6] for row in rows[1:]] == ["门口乱停车"]
    assert LogEntry.objects.filter(actor=cast.officer, changes__has_key="looked_through").count() == 1
    assert signed_in(cast.principal).get(f"{LIST}export.xlsx").status_code == 403
