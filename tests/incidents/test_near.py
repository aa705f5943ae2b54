"""What is near a case: within 200 m or at the same kind of event, in the year before and after."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import User
from incidents.models import Case
from incidents.near import near_cases
from incidents.spots import spot_of
from incidents.states import CaseState
from tests.cast import Cast
from tests.factories import PLACE, at, make_school
from tests.factories.cases import make_case
from tests.factories.schools import place_at

NOON = at("2026-11-20 12:00")


def off_campus(cast: Cast, distance_m: float, **fields: Any) -> Case:
    """A case off campus, this far from the school, reported at noon."""
    return make_case(
        cast.officer, cast.school, is_off_campus=True, place="广场",
        **{"at": NOON} | place_at(distance_m) | fields,
    )  # fmt: skip


def seen(case: Case, user: User) -> list[tuple[Case, int | None, bool]]:
    """The near ones as (case, whole metres, whether the event is alike)."""
    found = near_cases(case, among=Case.objects.visible_to(user))
    return [(each.case, None if each.distance_m is None else round(each.distance_m), each.is_alike) for each in found]


def test_near_cases_are_those_within_200_m_nearest_first(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)
    far, near, _beyond = off_campus(cast, 199), off_campus(cast, 50), off_campus(cast, 201)

    assert seen(case, cast.officer) == [(near, 50, False), (far, 199, False)]


def test_the_corner_of_the_box_is_not_near(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)
    corner = place_at(250, azimuth=45)  # 177 m north and as many east: inside the box, outside the circle
    make_case(cast.officer, cast.school, at=NOON, is_off_campus=True, place="路口", **corner)

    assert seen(case, cast.officer) == []


def test_a_case_at_a_school_without_a_place_lies_where_the_school_is(cast: Cast) -> None:
    case = off_campus(cast, 100)
    at_school = make_case(cast.officer, cast.school, at=NOON)

    assert spot_of(at_school) == PLACE
    assert seen(case, cast.officer) == [(at_school, 100, False)]


def test_a_case_off_campus_without_a_place_is_nowhere(cast: Cast) -> None:
    nowhere = off_campus(cast, 0, latitude=None, longitude=None)
    make_case(cast.officer, cast.school, at=NOON)

    assert spot_of(nowhere) is None
    assert seen(nowhere, cast.officer) == []


def test_the_same_kind_of_event_is_near_however_far(cast: Cast) -> None:
    show = {"event": Case.Event.PERFORMANCE}
    case = make_case(cast.officer, cast.school, at=NOON, **show)
    older = off_campus(cast, 5000, **show, at=NOON - timedelta(days=30))
    newer = off_campus(cast, 5000, **show, at=NOON - timedelta(days=3))
    both = off_campus(cast, 150, **show)

    assert seen(case, cast.officer) == [(both, 150, True), (newer, None, True), (older, None, True)]


def test_no_event_is_alike_to_none(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)
    off_campus(cast, 5000)

    assert seen(case, cast.officer) == []


@pytest.mark.parametrize(("days", "is_near"), [(-366, False), (-365, True), (365, True), (366, False)])
def test_a_year_before_and_after_is_near(cast: Cast, days: int, is_near: bool) -> None:
    case = make_case(cast.officer, cast.school, at=NOON - timedelta(days=400))
    other = make_case(cast.officer, cast.school, at=NOON - timedelta(days=400 - days))

    assert seen(case, cast.officer) == ([(other, 0, False)] if is_near else [])


@pytest.mark.parametrize("state", CaseState.values)
def test_what_was_no_case_is_not_near(cast: Cast, state: str) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)
    make_case(cast.officer, cast.school, state, at=NOON)

    is_near = state not in {CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN}

    assert len(seen(case, cast.officer)) == int(is_near)


def test_cases_of_another_station_are_near_for_who_sees_them(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, at=NOON)
    other = make_case(cast.other_officer, make_school(cast.other_station), at=NOON)

    assert seen(case, cast.officer) == []
    assert seen(case, cast.bureau) == [(other, 0, False)]


@pytest.mark.parametrize("number", [1, 3])
def test_near_cases_take_two_queries(cast: Cast, number: int) -> None:
    show = {"event": Case.Event.PERFORMANCE}
    case = make_case(cast.officer, cast.school, at=NOON, **show)
    for _each in range(number):
        make_case(cast.officer, cast.school, at=NOON)
        off_campus(cast, 5000, **show)
    case = Case.objects.select_related("school").get(pk=case.pk)
    among = Case.objects.visible_to(cast.bureau)
    list(among)  # the units of a user are asked for once

    with CaptureQueriesContext(connection) as queries:
        found = near_cases(case, among=among)

    assert (len(queries), len(found)) == (2, 2 * number)
