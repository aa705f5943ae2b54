"""The plan of drills as a page: states, order, filters, and the way to plan one."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook

from campus_safety.levels import Level
from outreach.states.activities import ActivityState
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.factories import at, make_first_outings, make_school
from tests.factories.activities import make_activity

DRILLS = "/outreach/drills/"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield


@pytest.fixture(autouse=True)
def _records(cast: Cast) -> None:
    make_first_outings(cast.officer, cast.other_officer)


def test_the_plan_is_there_for_police(cast: Cast) -> None:
    seen = {"officer": 200, "other_officer": 200, "commander": 200, "bureau": 200}
    assert answers(cast, DRILLS) == dict.fromkeys(cast.roles.keys() - {"visitor"}, 403) | seen


def test_late_schools_come_first_and_each_state_can_be_asked_for(cast: Cast) -> None:
    late = make_school(cast.station, "石坪桥小学", Level.PRIMARY)
    make_school(cast.station, "旧园", is_open=False)
    make_school(cast.other_station, "别所小学", Level.PRIMARY)
    make_activity(cast.officer, cast.school, kind="drill")
    make_activity(cast.officer, cast.other_school, kind="drill", starts_at=at("2026-09-20 10:00"))
    client = signed_in(cast.officer)

    def found(**given: Any) -> list[str]:
        return [f"{row.school.name} {row.state}" for row in client.get(DRILLS, given).context["page_obj"]]

    assert found() == [f"{late} late", f"{cast.other_school} due", f"{cast.school} done"]
    assert found(state="late") == found(kind="primary") == found(q="小学") == [f"{late} late"]
    assert found(ordering="name")[0] == f"{cast.school} done"
    assert client.get(DRILLS).context["totals"] == {"late": 1, "due": 1, "done": 1, "overdue": 1}
    assert client.get(DRILLS, {"state": "guess"}).status_code == 400


def test_the_plan_of_a_past_day_shows_who_owed_a_drill_then_and_can_be_had_as_a_workbook(cast: Cast) -> None:
    school = make_school(cast.station, "石坪桥小学", Level.PRIMARY)
    make_activity(cast.officer, school, kind="drill", starts_at=at("2026-11-02 10:00"))
    make_activity(cast.officer, cast.school, cast.other_school, kind="drill", starts_at=at("2026-09-20 10:00"))
    client, past = signed_in(cast.officer), {"overdue": "2026-10-31"}

    page = client.get(DRILLS, past)
    book = load_workbook(BytesIO(b"".join(client.get(f"{DRILLS}export.xlsx", past))))

    assert [(row.school, str(row.state)) for row in page.context["page_obj"]] == [(school, "late")]
    assert page.context["totals"]["overdue"] == 1
    assert [row[1].value for row in list(book.active)[1:]] == ["石坪桥小学"]
    assert client.get(DRILLS, past | {"school": cast.school.pk}).context["totals"]["overdue"] == 0
    assert [client.get(f"{DRILLS}{page}?overdue=guess").status_code for page in ("", "export.xlsx")] == [400, 400]


def test_a_school_leads_to_the_plan_of_its_drill_until_one_is_planned(cast: Cast) -> None:
    client = signed_in(cast.officer)
    plan = f"planned=1&amp;kind=drill&amp;drill=evacuation&amp;unit=SPQ&amp;school={cast.school.pk}"
    before = client.get(DRILLS).content.decode()
    starts_at = timezone.now() + timedelta(days=2)
    make_activity(cast.officer, cast.school, kind="drill", state=ActivityState.PLANNED, starts_at=starts_at)
    after = client.get(DRILLS).content.decode()
    assert (plan in before, plan in after) == (True, False)


@pytest.mark.parametrize("role", ["officer", "bureau"])
def test_the_page_asks_the_database_as_often_for_ten_as_for_two(cast: Cast, role: str) -> None:
    client = signed_in(getattr(cast, role))
    before = counted(client, DRILLS)
    for _each in range(4):
        make_activity(cast.officer, make_school(cast.station), kind="drill")
        make_school(cast.other_station, level=Level.HIGH)
    assert counted(client, DRILLS) == before
