"""Property and actions as workbooks: what their lists show, for police alone."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from auditlog.models import LogEntry
from openpyxl import load_workbook

from incidents.states import CaseState
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories.cases import make_action, make_case, make_item

LISTS = ("/incidents/property", "/incidents/actions")


@pytest.fixture
def case_work(cast: Cast) -> Cast:
    """A case with two items, and an action that served another case too."""
    case, other = (make_case(cast.officer, cast.school, CaseState.ACCEPTED) for _each in range(2))
    make_item(cast.officer, case)
    make_item(cast.officer, case, category="cash", value_cny=Decimal("12.50"))
    make_action(cast.officer, case, other, officers=[cast.officer, cast.colleague])
    return cast


def exported(cast: Cast, address: str, **query: str) -> list[tuple[Any, ...]]:
    """The rows of a workbook below its headings."""
    response: Any = signed_in(cast.officer).get(f"{address}.xlsx", query)
    return list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(min_row=2, values_only=True))


def test_the_workbook_of_property_is_filtered_as_the_list(case_work: Cast) -> None:
    rows = exported(case_work, "/incidents/property", category="cash")

    assert [row[5] for row in rows] == [12.5]


def test_an_action_is_one_row_however_many_cases_it_served(case_work: Cast) -> None:
    rows = exported(case_work, "/incidents/actions")

    assert [row[4] for row in rows] == [1.5]


@pytest.mark.parametrize("address", LISTS)
def test_a_workbook_is_police_s_alone_and_leaves_a_trace(case_work: Cast, address: str) -> None:
    others = (case_work.principal, case_work.auditor, case_work.administrator, case_work.squad_officer)

    refused = {signed_in(user).get(f"{address}.xlsx").status_code for user in others}
    exported(case_work, address)

    assert refused == {404}
    assert LogEntry.objects.filter(actor=case_work.officer, changes__has_key="looked_through").count() == 1


@pytest.mark.parametrize("address", LISTS)
def test_a_workbook_takes_the_same_queries_however_many_rows(case_work: Cast, address: str) -> None:
    client = signed_in(case_work.officer)
    few = counted(client, f"{address}.xlsx")
    case = make_case(case_work.officer, case_work.school, CaseState.ACCEPTED)
    make_item(case_work.officer, case)
    make_action(case_work.officer, case)

    assert counted(client, f"{address}.xlsx") == few
