"""Inspections and notices: narrowed to a kind of school, and exported as they are listed."""

from io import BytesIO
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from openpyxl import load_workbook

from campus_safety.levels import Level
from schools.models import SchoolLevel
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import make_school
from tests.factories.records import make_hazard, make_inspection, make_notice

LISTS = ("/schools/inspections", "/schools/notices")


@pytest.fixture
def records(cast: Cast) -> Cast:
    """An inspection and a notice at a kindergarten, at a primary school and at one of nine years."""
    schools = [cast.school, *(make_school(cast.station, name, Level.PRIMARY) for name in ("小学", "九年一贯制学校"))]
    SchoolLevel.objects.create(school=schools[-1], level=Level.MIDDLE)
    for school in schools:
        make_inspection(cast.officer, school)
        make_notice(cast.officer, make_hazard(cast.officer, school))
    return cast


def exported(client: Client, address: str, **query: str) -> list[tuple[Any, ...]]:
    """The rows of a workbook below its headings."""
    response: Any = client.get(f"{address}.xlsx", query)
    return list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(min_row=2, values_only=True))


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    ("levels", "names"),
    [("kindergarten", ["三峡幼儿园"]), ("primary", ["小学"]), ("primary,middle", ["九年一贯制学校"]), ("middle", [])],
)
def test_a_kind_of_school_is_that_and_no_other(records: Cast, address: str, levels: str, names: list[str]) -> None:
    rows = exported(signed_in(records.commander), address, level=levels)

    assert [name for row in rows for name in names if name in row] == names
    assert len(rows) == len(names)


@pytest.mark.parametrize("address", LISTS)
def test_a_kind_that_there_is_not_is_named(records: Cast, address: str) -> None:
    client = signed_in(records.commander)

    answers = [client.get(f"{address}{end}", {"level": "primary,circus"}) for end in ("/", ".xlsx")]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert "level" in answers[0].context["filter"].form.errors


@pytest.mark.parametrize("address", LISTS)
def test_the_workbook_holds_what_the_list_shows_and_leaves_a_trace(records: Cast, address: str) -> None:
    client = signed_in(records.commander)
    listed = client.get(f"{address}/", {"school": str(records.school.pk)}).context["page_obj"]

    rows = exported(client, address, school=str(records.school.pk))

    assert (len(rows), len(listed)) == (1, 1)
    assert "三峡幼儿园" in rows[0]
    assert LogEntry.objects.filter(actor=records.commander, changes__has_key="looked_through").count() == 1


@pytest.mark.parametrize("address", LISTS)
def test_a_workbook_takes_the_same_queries_however_many_rows(cast: Cast, address: str) -> None:
    client, numbers = signed_in(cast.commander), []
    for _each in range(2):
        make_inspection(cast.officer, cast.school)
        make_notice(cast.officer, make_hazard(cast.officer, cast.school))
        numbers.append(counted(client, f"{address}.xlsx"))

    assert numbers[0] == numbers[1]
