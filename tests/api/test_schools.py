"""`/api/v1/schools/`."""

import pytest

from campus_safety.levels import Level
from schools.models import SchoolLevel
from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories import PLACE, make_school


def test_it_shows_a_school(cast: Cast, get: Call) -> None:
    assert as_json(get(cast.officer, f"schools/{cast.school.pk}/")) == {
        "id": cast.school.pk,
        "name": "三峡幼儿园",
        "unit": "SPQ",
        "kind": "kindergarten",
        "levels": ["kindergarten"],
        "is_private": False,
        "is_open": True,
        "address": "",
        "latitude": PLACE[0],
        "longitude": PLACE[1],
        "head": "",
        "head_phone": "",
        "duty_phone": "",
        "pupils": 0,
        "staff": 0,
        "arrives_at": None,
        "dismisses_at": None,
    }


def test_it_lists_by_role(cast: Cast, get: Call) -> None:
    elsewhere = make_school(cast.other_station, "别处小学")
    ours = [cast.school.pk, cast.other_school.pk]
    seen = {
        name: ids(answer) if (answer := get(user, "schools/")).status_code == 200 else answer.status_code
        for name, user in cast.roles.items()
    }
    assert seen == {
        "visitor": 401,
        "officer": ours,
        "commander": ours,
        "other_officer": [elsewhere.pk],
        "bureau": [*ours, elsewhere.pk],
        "principal": [cast.school.pk],
        "other_principal": [cast.other_school.pk],
        "auditor": 403,
        "administrator": 403,
    }


def test_it_hides_other_schools(cast: Cast, get: Call) -> None:
    assert is_problem(get(cast.other_officer, f"schools/{cast.school.pk}/"), 404)
    assert is_problem(get(cast.principal, f"schools/{cast.other_school.pk}/"), 404)


def test_it_filters_and_orders(cast: Cast, get: Call) -> None:
    middle = make_school(cast.station, "第一中学", Level.MIDDLE, is_private=True, is_open=False, pupils=900)
    SchoolLevel.objects.create(school=middle, level=Level.HIGH)
    found = {
        "words": ids(get(cast.officer, "schools/", name="幼儿园 三峡")),
        "kind": ids(get(cast.officer, "schools/", kind="high")),
        "level": ids(get(cast.officer, "schools/", levels="high")),
        "levels": ids(get(cast.officer, "schools/", levels=["high", "middle"])),
        "private": ids(get(cast.officer, "schools/", is_private="true")),
        "ended": ids(get(cast.officer, "schools/", is_open="false")),
        "unit": ids(get(cast.bureau, "schools/", unit="OTH")),
        "order": ids(get(cast.officer, "schools/", ordering="-pupils")),
    }
    assert found == {
        "words": [cast.school.pk],
        "kind": [middle.pk],
        "level": [middle.pk],
        "levels": [middle.pk],
        "private": [middle.pk],
        "ended": [middle.pk],
        "unit": [],
        "order": [middle.pk, cast.school.pk, cast.other_school.pk],
    }


@pytest.mark.parametrize(
    "params",
    [{"levels": "university"}, {"is_open": "perhaps"}, {"ordering": "head"}, {"colour": "red"}, {"name": "a\0b"}],
)
def test_it_names_a_wrong_filter(cast: Cast, get: Call, params: dict[str, str]) -> None:
    assert wrong_fields(get(cast.officer, "schools/", **params)) == set(params)
