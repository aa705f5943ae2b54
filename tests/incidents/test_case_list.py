"""The list of cases: its filters, its search, its totals, its workbook, and how often it asks the database."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.utils import timezone
from openpyxl import load_workbook

from incidents.actions import accept_case, investigate_case
from incidents.models import Case, Category
from incidents.states import CaseState
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_school
from tests.factories.cases import make_case

LIST = "/incidents/"


@pytest.fixture
def cases(cast: Cast) -> dict[str, Case]:
    """Four cases that differ in all that a list filters by."""
    robbery = Category.objects.create(code="robbery", name="抢劫", name_en="robbery")
    old = at("2018-04-16 10:00")
    hour = timedelta(hours=1)
    return {
        "solved": make_case(cast.officer, cast.school, CaseState.SOLVED, event="arrival"),
        "reported": make_case(cast.officer, cast.other_school, facts="钱包丢失", way="110"),
        "refused": make_case(cast.commander, cast.school, CaseState.NOT_ACCEPTED, category=robbery),
        "old": make_case(
            cast.commander, cast.school, CaseState.INVESTIGATING, is_off_campus=True, place="俊逸新视界广场",
            way="hotline", occurred_from=old - hour, occurred_until=old, reported_at=old,
        ),
    }  # fmt: skip


def listed(cast: Cast, cases: dict[str, Case], query: dict[str, Any]) -> set[str]:
    """Which of the cases the list of the station's officer holds."""
    names = {case.pk: name for name, case in cases.items()}
    page = signed_in(cast.officer).get(LIST, query).context["page_obj"]
    return {names[row.case.pk] for row in page.object_list}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"solved", "reported", "refused", "old"}),
        ({"q": "手机"}, {"solved", "refused", "old"}),
        ({"q": "钱包"}, {"reported"}),
        ({"q": "新视界"}, {"old"}),
        ({"q": "金色阳光"}, {"reported"}),
        ({"q": "三峡 手机"}, {"solved", "refused", "old"}),
        ({"q": "2018-0001"}, {"old"}),
        ({"q": "2018-1"}, {"old"}),
        ({"q": "自行车"}, set()),
        ({"from": "2018-04-01", "to": "2018-04-30"}, {"old"}),
        ({"from": "2019-01-01"}, {"solved", "reported", "refused"}),
        ({"category": "robbery"}, {"refused"}),
        ({"state": ["solved", "reported"]}, {"solved", "reported"}),
        ({"way": "110"}, {"reported"}),
        ({"event": "arrival"}, {"solved"}),
        ({"off_campus": "1"}, {"old"}),
        ({"off_campus": "0", "counted": "1"}, {"solved", "reported"}),
        ({"dated": "solved"}, {"solved"}),
        ({"dated": "solved", "to": "2018-12-31"}, set()),
        ({"unit": "SPQ"}, {"solved", "reported", "refused", "old"}),
    ],
)
def test_the_address_filters(cast: Cast, cases: dict[str, Case], query: dict[str, Any], expected: set[str]) -> None:
    assert listed(cast, cases, query) == expected


def test_the_list_is_filtered_by_school_and_lead(cast: Cast, cases: dict[str, Case]) -> None:
    assert listed(cast, cases, {"school": cast.other_school.pk}) == {"reported"}
    assert listed(cast, cases, {"lead": cast.commander.pk}) == {"old"}


def test_what_is_overdue_is_found_and_marked(cast: Cast, cases: dict[str, Case]) -> None:
    Case.objects.filter(pk=cases["old"].pk).update(due_on=timezone.localdate() - timedelta(days=3))

    row = signed_in(cast.officer).get(LIST, {"overdue": "1"}).context["page_obj"].object_list[0]

    assert (row.case, row.mark, row.days_over) == (cases["old"], "late", 3)
    assert listed(cast, cases, {"overdue": "0"}) == {"solved", "reported", "refused"}


def test_what_is_due_today_is_not_overdue(cast: Cast, cases: dict[str, Case]) -> None:
    Case.objects.filter(pk=cases["old"].pk).update(due_on=timezone.localdate())
    assert listed(cast, cases, {"overdue": "1"}) == set()


@pytest.mark.parametrize(
    "query",
    [
        {"from": "yesterday"}, {"from": "2026-02-02", "to": "2026-02-01"}, {"unit": "OTH"}, {"category": "treason"},
        {"state": "lost"}, {"school": "0"}, {"lead": "9" * 25}, {"way": "pigeon"}, {"ordering": "facts"},
    ],
)  # fmt: skip
def test_what_the_address_gets_wrong_is_named(cast: Cast, query: dict[str, str]) -> None:
    response = signed_in(cast.officer).get(LIST, query)

    assert response.status_code == 400
    assert set(response.context["filter"].form.errors) <= {*query, "to"}


def test_totals_leave_out_what_was_no_case(cast: Cast, cases: dict[str, Case]) -> None:
    totals = signed_in(cast.officer).get(LIST).context["totals"]
    assert totals == {"cases": 3, "undecided": 1, "worked_on": 1, "solved": 1}


def test_a_unit_sees_its_own_and_the_bureau_all(cast: Cast, cases: dict[str, Case]) -> None:
    theirs = make_case(cast.other_officer, make_school(cast.other_station))

    def seen(user: Any) -> int:
        return int(signed_in(user).get(LIST).context["page_obj"].paginator.count)

    assert [seen(user) for user in (cast.officer, cast.other_officer, cast.bureau)] == [len(cases), 1, len(cases) + 1]
    assert signed_in(cast.officer).get(theirs.get_absolute_url()).status_code == 404


def test_who_has_no_business_with_cases_finds_no_list(cast: Cast) -> None:
    users = (cast.auditor, cast.administrator, cast.squad_officer)
    assert [signed_in(user).get(LIST).status_code for user in users] == [404, 404, 404]


def test_a_principal_cannot_search_what_is_hidden(cast: Cast, cases: dict[str, Case]) -> None:
    client = signed_in(cast.principal)
    every = client.get(LIST).context["page_obj"].paginator.count
    hidden = {
        "q": "没有的词",
        "lead": str(cast.commander.pk),
        "way": "tip",
        "overdue": "1",
        "school": "0",
        "event": "night",
    }

    assert every == 3
    assert client.get(LIST, hidden).context["page_obj"].paginator.count == every
    assert client.get(LIST, {"state": "solved"}).context["page_obj"].paginator.count == 1


@pytest.mark.parametrize("who", ["officer", "principal"])
def test_the_list_asks_as_often_for_many_as_for_few(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    make_case(cast.officer, cast.school, CaseState.ACCEPTED)
    few = counted(client, LIST)
    for _each in range(5):
        make_case(cast.officer, cast.school, CaseState.ACCEPTED)

    assert counted(client, LIST) == few


def test_the_workbook_holds_what_the_list_shows_and_leaves_a_trace(cast: Cast, cases: dict[str, Case]) -> None:
    response = signed_in(cast.officer).get(f"{LIST}export.xlsx", {"q": "新视界"})

    rows = list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [cases["old"].number]
    assert "俊逸新视界广场" in rows[1]
    assert LogEntry.objects.filter(actor=cast.officer, changes__has_key="looked_through").count() == 1


def test_the_workbook_is_police_s_alone(cast: Cast) -> None:
    users = (cast.principal, cast.auditor, cast.administrator, cast.squad_officer)
    assert {signed_in(user).get(f"{LIST}export.xlsx").status_code for user in users} == {404}


def test_an_order_is_one_on_every_page(cast: Cast, cases: dict[str, Case]) -> None:
    page = signed_in(cast.officer).get(LIST, {"ordering": "reported_at"}).context["page_obj"]
    assert page.object_list[0].case == cases["old"]


def test_a_case_handed_over_is_listed_under_its_new_lead(cast: Cast) -> None:
    case = accept_case(by=cast.officer, case=make_case(cast.officer, cast.school), lead=cast.colleague)
    investigate_case(by=cast.colleague, case=case)
    assert listed(cast, {"led": case}, {"lead": cast.colleague.pk, "from": str(date(2020, 1, 1))}) == {"led"}
