"""`/api/v1/hazards/` and `/api/v1/inspections/`."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from campus_safety.accounts.models import User
from schools.models import Hazard, Inspection, School
from schools.states import HazardState
from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_school
from tests.factories.records import make_hazard, make_inspection

MAKERS: dict[str, Callable[[User, School], Hazard | Inspection]] = {
    "hazards": make_hazard,
    "inspections": make_inspection,
}


def test_it_shows_a_hazard(cast: Cast, get: Call) -> None:
    found_at = at("2026-10-10 09:30")
    hazard = make_hazard(
        cast.officer,
        cast.school,
        description="通道堆物",
        place="二楼",
        due_on=date(2026, 10, 17),
        at=found_at,
    )
    assert as_json(get(cast.officer, f"hazards/{hazard.pk}/")) == {
        "id": hazard.pk,
        "unit": "SPQ",
        "school": cast.school.pk,
        "premises": None,
        "source": "patrol",
        "description": "通道堆物",
        "severity": "general",
        "place": "二楼",
        "owner": "school",
        "owner_name": "",
        "due_on": "2026-10-17",
        "is_overdue": True,
        "state": "open",
        "found_at": "2026-10-10T09:30:00+08:00",
        "verified_at": None,
        "officer": "officer",
    }
    assert as_json(get(cast.principal, f"hazards/{hazard.pk}/"))["officer"] is None


def test_it_shows_an_inspection_with_its_results(cast: Cast, get: Call) -> None:
    inspection = make_inspection(cast.officer, cast.school, {"exits": "fail"}, at=at("2026-10-10 09:30"))
    assert as_json(get(cast.principal, f"inspections/{inspection.pk}/")) == {
        "id": inspection.pk,
        "unit": "SPQ",
        "school": cast.school.pk,
        "by_school": False,
        "started_at": "2026-10-10T09:30:00+08:00",
        "finished_at": "2026-10-10T09:30:00+08:00",
        "passed": 0,
        "failed": 1,
        "not_applicable": 0,
        "note": "",
        "grade": "seen",
        "answer": "",
        "answer_note": "",
        "answered_at": None,
        "results": [{"item": "exits", "outcome": "fail", "note": "", "recorded_at": "2026-10-10T09:30:00+08:00"}],
    }


@pytest.mark.parametrize("resource", ["hazards", "inspections"])
def test_it_lists_by_role(cast: Cast, get: Call, resource: str) -> None:
    make = MAKERS[resource]
    ours = make(cast.officer, cast.school).pk
    second = make(cast.officer, cast.other_school).pk
    theirs = make(cast.other_officer, make_school(cast.other_station)).pk
    seen = {
        name: set(ids(answer)) if (answer := get(user, f"{resource}/")).status_code == 200 else answer.status_code
        for name, user in cast.roles.items()
    }
    assert seen == {
        "visitor": 401,
        "officer": {ours, second},
        "commander": {ours, second},
        "other_officer": {theirs},
        "bureau": {ours, second, theirs},
        "principal": {ours},
        "other_principal": {second},
        "auditor": 403,
        "administrator": 403,
    }
    assert is_problem(get(cast.principal, f"{resource}/{second}/"), 404)


def test_it_filters_hazards(cast: Cast, get: Call) -> None:
    today = timezone.localdate()
    late = make_hazard(cast.officer, cast.school, due_on=today - timedelta(days=1)).pk
    done = make_hazard(cast.officer, cast.other_school, HazardState.VERIFIED, severity="major").pk
    found = {
        "overdue": ids(get(cast.officer, "hazards/", is_overdue="true")),
        "not overdue": ids(get(cast.officer, "hazards/", is_overdue="false")),
        "state": ids(get(cast.officer, "hazards/", state="verified")),
        "school": ids(get(cast.officer, "hazards/", school=cast.other_school.pk)),
        "severity": ids(get(cast.officer, "hazards/", severity="major")),
        "due": ids(get(cast.officer, "hazards/", due_on_to=today.isoformat())),
    }
    assert found == {
        "overdue": [late], "not overdue": [done], "state": [done], "school": [done], "severity": [done], "due": [late],
    }  # fmt: skip


def test_it_filters_inspections(cast: Cast, get: Call) -> None:
    police = make_inspection(cast.officer, cast.school, at=at("2026-10-10 09:30")).pk
    own = make_inspection(cast.principal, cast.school, at=at("2026-11-01 09:30")).pk
    found = {
        "by the school": ids(get(cast.officer, "inspections/", by_school="true")),
        "october": ids(get(cast.officer, "inspections/", finished_at_to="2026-10-31T00:00:00+08:00")),
    }
    assert found == {"by the school": [own], "october": [police]}


@pytest.mark.parametrize(
    ("address", "field"),
    [("hazards/", "state"), ("hazards/", "school"), ("inspections/", "by_school"), ("inspections/", "nothing")],
)
def test_wrong_filter_is_named(cast: Cast, get: Call, address: str, field: str) -> None:
    assert wrong_fields(get(cast.officer, address, **{field: "x"})) == {field}


@pytest.mark.parametrize("resource", ["hazards", "inspections"])
def test_it_takes_the_same_queries_at_one_and_three_rows(cast: Cast, resource: str) -> None:
    make = MAKERS[resource]
    client = signed_in(cast.officer)
    make(cast.officer, cast.school)
    one = counted(client, f"/api/v1/{resource}/")
    make(cast.officer, cast.other_school)
    make(cast.colleague, cast.school)
    assert counted(client, f"/api/v1/{resource}/") == one
