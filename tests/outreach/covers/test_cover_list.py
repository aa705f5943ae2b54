"""The list of event covers: its filters, marks, totals and workbook, and how often it asks the database."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from outreach.models import EventCover
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at
from tests.factories.covers import make_cover, start_outing_of

NOW = at("2026-05-28 10:00")
BEGINS = at("2026-05-29 09:00")
LIST = "/outreach/covers/"


@pytest.fixture(autouse=True)
def _frozen() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def covers(cast: Cast) -> dict[str, EventCover]:
    """Four event covers that differ in all that a list filters by."""
    made = {
        "asked": make_cover(cast.principal, cast.school, starts_at=BEGINS),
        "sent": make_cover(
            cast.other_principal, cast.other_school, "approved", commander=cast.commander, officers=[cast.officer],
            starts_at=BEGINS, is_off_campus=True, place="俊逸新视界广场",
        ),
        "over": make_cover(
            cast.principal, cast.school, "approved", commander=cast.commander, title="亲子运动会",
            starts_at=NOW + timedelta(minutes=5), ends_at=NOW + timedelta(minutes=10),
        ),
        "declined": make_cover(
            cast.principal, cast.school, "declined", commander=cast.commander, title="家长会",
            starts_at=BEGINS + timedelta(days=30), people=60,
        ),
    }  # fmt: skip
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        start_outing_of(made["over"], cast.commander)
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["declined", "asked", "sent", "over"]),
        ({"q": "运动会"}, ["over"]),
        ({"q": "金色阳光 演出"}, ["sent"]),
        ({"q": "新视界"}, ["sent"]),
        ({"state": ["requested", "declined"]}, ["asked", "declined"]),
        ({"from": "2026-06-01"}, ["declined"]),
        ({"to": "2026-05-28"}, ["over"]),
        ({"off_campus": "1"}, ["sent"]),
        ({"officer": "officer"}, ["sent"]),
        ({"covered": "1"}, ["over"]),
        ({"covered": "0", "state": "approved"}, ["sent"]),
        ({"unrated": "1"}, ["over"]),
        ({"unit": "SPQ"}, ["declined", "asked", "sent", "over"]),
    ],
)
def test_the_address_filters(
    cast: Cast, covers: dict[str, EventCover], query: dict[str, Any], expected: list[str]
) -> None:
    names = {cover.pk: name for name, cover in covers.items()}
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        page = signed_in(cast.officer).get(LIST, query).context["page_obj"]
    assert sorted(names[row.cover.pk] for row in page.object_list) == sorted(expected)


@pytest.mark.parametrize(
    "query", [{"from": "yesterday"}, {"unit": "OTH"}, {"state": "lost"}, {"school": "0"}, {"ordering": "wishes"}]
)
def test_what_the_address_gets_wrong_is_named(cast: Cast, query: dict[str, str]) -> None:
    assert signed_in(cast.officer).get(LIST, query).status_code == 400


def test_how_each_stands_is_marked_and_counted(cast: Cast, covers: dict[str, EventCover]) -> None:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        context = signed_in(cast.officer).get(LIST).context
    marks = {row.cover.pk: row.mark for row in context["page_obj"].object_list}
    assert {name: marks[cover.pk] for name, cover in covers.items()} == {
        "asked": "due", "sent": "wait", "over": "done", "declined": "void",
    }  # fmt: skip
    assert context["totals"] == {"undecided": 1, "approved": 2, "covered": 1}


def test_a_principal_sees_the_own_school_s_alone(cast: Cast, covers: dict[str, EventCover]) -> None:
    page = signed_in(cast.other_principal).get(LIST, {"q": "没有的词", "school": "0"}).context["page_obj"]
    assert [row.cover for row in page.object_list] == [covers["sent"]]


@pytest.mark.parametrize("who", ["officer", "principal"])
def test_the_list_asks_as_often_for_many_as_for_few(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    sent: dict[str, Any] = {
        "commander": cast.commander,
        "officers": [cast.officer, cast.colleague],
        "starts_at": BEGINS,
    }
    make_cover(cast.principal, cast.school, "approved", **sent)
    few = counted(client, LIST)
    for number in range(4):
        make_cover(cast.principal, cast.school, "approved", title=f"演出 {number}", **sent)
    assert counted(client, LIST) == few


def test_the_workbook_holds_what_the_list_shows(cast: Cast, covers: dict[str, EventCover]) -> None:
    response = signed_in(cast.officer).get(f"{LIST}export.xlsx", {"q": "新视界"})
    rows = list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))
    assert [row[:3] for row in rows[1:]] == [(cast.other_school.name, "六一文艺演出", "俊逸新视界广场")]
    assert signed_in(cast.principal).get(f"{LIST}export.xlsx").status_code == 403
