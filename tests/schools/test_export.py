"""The list of schools as a workbook: what the list shows, and nothing that comes back as a change."""

from datetime import time
from io import BytesIO
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from campus_safety.accounts.models import User
from schools.models import SchoolLevel
from tests.cast import Cast
from tests.clients import answers, signed_in
from tests.factories import make_school

EXPORT = "/schools/export.xlsx"
POLICE = {"officer", "other_officer", "commander", "bureau"}


def exported(user: User, **given: str) -> bytes:
    """The workbook that a user is given."""
    response = signed_in(user).get(EXPORT, given)
    return response.getvalue()


def rows_of(content: bytes) -> list[tuple[Any, ...]]:
    """The values of the first worksheet, the headings first."""
    rows: list[tuple[Any, ...]] = list(load_workbook(BytesIO(content)).worksheets[0].values)
    return rows


def fill(cast: Cast) -> None:
    """Give the station schools with all that a list can hold."""
    make_school(
        cast.station, "=cmd|'/C calc'!A0", head="+校长", head_phone="+86 23 1", duty_phone="02368000000", pupils=300,
        arrives_at=time(7, 50), dismisses_at=time(16, 40), is_private=True, is_open=False, address="@路\n2 号 _x0041_",
    )  # fmt: skip
    SchoolLevel.objects.create(school=cast.school, level="primary")


def test_it_is_for_those_who_see_the_list(cast: Cast) -> None:
    found = answers(cast, EXPORT)
    assert found == {role: 200 if role in POLICE else 403 for role in found}
    assert Client().get(EXPORT).status_code == 302


def test_it_has_the_schools_of_the_list_with_its_filters(cast: Cast) -> None:
    make_school(cast.station, "桥北小学", level="primary", head_phone="02368000000", pupils=300)
    make_school(cast.other_station, "桥南小学", level="primary")

    rows = rows_of(exported(cast.officer, kind="primary"))

    assert [row[0] for row in rows[1:]] == ["桥北小学"]
    assert "02368000000" in rows[1]
    assert 300 in rows[1]
    assert f"{EXPORT}?kind=primary" in signed_in(cast.officer).get("/schools/", {"kind": "primary"}).content.decode()


def test_a_bad_filter_is_named_as_on_the_list(cast: Cast) -> None:
    response = signed_in(cast.officer).get(EXPORT, {"kind": "x"})
    assert response.status_code == 400
    assert list(response.context["filter"].form.errors) == ["kind"]


def test_several_stations_are_told_apart(cast: Cast) -> None:
    make_school(cast.other_station, "桥南小学")
    rows = rows_of(exported(cast.bureau))
    assert {row[0]: row[-1] for row in rows[1:]} == {
        "三峡幼儿园": cast.station.name, "金色阳光幼儿园": cast.station.name, "桥南小学": cast.other_station.name,
    }  # fmt: skip


def test_it_leaves_a_trace(cast: Cast) -> None:
    exported(cast.officer, kind="primary")
    entry = LogEntry.objects.get(actor=cast.officer, action=LogEntry.Action.ACCESS)
    assert entry.changes == {"looked_through": ["None", f"{EXPORT}?kind=primary"]}


def test_it_asks_as_often_for_30_schools_as_for_1(cast: Cast) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            exported(cast.officer)
        counts.append(len(queries))
        for _number in range(30):
            make_school(cast.station)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("role", ["officer", "bureau"])
def test_what_is_exported_comes_back_unchanged(cast: Cast, language: str, role: str) -> None:
    fill(cast)
    client = signed_in(cast.roles[role] or cast.officer)
    client.get(f"/language/{language}/")
    content = client.get(EXPORT, {"unit": "SPQ"}).getvalue()
    file = BytesIO(content)
    file.name = "schools.xlsx"

    page = client.post("/schools/import/", {"file": file, "unit": "SPQ"})

    assert page.status_code == 200
    assert [outcome.state for outcome in page.context["preview"].outcomes] == ["unchanged"] * 3
