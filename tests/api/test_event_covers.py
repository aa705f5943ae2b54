"""`/api/v1/event-covers/`: what police read of an event cover, what a principal, and how one is asked for."""

from typing import Any

import pytest
import time_machine

from outreach.models import EventCover
from tests.api.conftest import Call, as_json, ids, wrong_fields
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import PLACE, at, make_school, make_user, uuid_number
from tests.factories.covers import make_cover

NOW = "2026-11-27 12:00"
PRINCIPAL_SEES = {
    "id", "uuid", "school", "title", "is_off_campus", "place", "latitude", "longitude", "starts_at", "ends_at",
    "people", "valuables_watched_by", "wishes", "prepared", "state", "requested_at", "officers", "phone", "is_covered",
    "school_mark", "school_words",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(at(NOW), tick=False):
        yield


def a_request(**changes: Any) -> dict[str, Any]:
    """A show of tomorrow as a principal asks for it; None takes a field out."""
    values = {
        "uuid": str(uuid_number(1)),
        "title": "文艺汇演",
        "starts_at": "2026-11-28T09:30:00+08:00",
        "ends_at": "2026-11-28T11:00:00+08:00",
        "people": 200,
        "valuables_watched_by": "后勤组教师一名",
        "prepared": ["on_the_body", "watcher"],
    } | changes
    return {name: value for name, value in values.items() if value is not None}


def test_police_see_all_of_it(cast: Cast, get: Call) -> None:
    cover = make_cover(cast.principal, cast.school, "approved", commander=cast.commander, officers=[cast.officer])
    assert cover.point

    row = as_json(get(cast.colleague, f"event-covers/{cover.pk}/"))

    shown = {
        "unit": "SPQ", "school": cast.school.pk, "state": "approved", "officers": ["officer"],
        "point": cover.point.code, "is_covered": False, "is_outside": False, "police_mark": None,
    }  # fmt: skip
    assert row | shown == row


def test_a_principal_sees_the_own_and_whom_to_call(cast: Cast, get: Call) -> None:
    cover = make_cover(cast.principal, cast.school, "approved", commander=cast.commander, officers=[cast.officer])
    make_cover(cast.other_principal, cast.other_school)

    answer = get(cast.principal, "event-covers/")

    assert ids(answer) == [cover.pk]
    (row,) = as_json(answer)["results"]
    assert set(row) == PRINCIPAL_SEES
    assert (row["officers"], row["phone"]) == ([cast.officer.name], "68823318")


def test_it_filters_and_orders(cast: Cast, get: Call) -> None:
    november = make_cover(cast.principal, cast.school, starts_at=at("2026-11-30 21:00"))
    december = make_cover(
        cast.other_principal, cast.other_school, "approved", commander=cast.commander, officers=[cast.officer],
        starts_at=at("2026-12-01 09:00"), is_off_campus=True, place="俊逸新视界广场",
    )  # fmt: skip

    def found(**asked: Any) -> list[int]:
        return ids(get(cast.bureau, "event-covers/", **asked))

    assert (found(), found(ordering="starts_at")) == ([december.pk, november.pk], [november.pk, december.pk])
    assert (found(month="2026-11"), found(starts_at_from="2026-12-01")) == ([november.pk], [december.pk])
    assert (found(state="requested"), found(is_off_campus="true")) == ([november.pk], [december.pk])
    assert (found(school=cast.school.pk), found(officers="officer")) == ([november.pk], [december.pk])
    assert (found(unit="OTH"), found(is_covered="true")) == ([], [])


@pytest.mark.parametrize("name", ["unit", "school", "officers"])
def test_a_principal_cannot_ask_by_what_a_principal_does_not_see(cast: Cast, get: Call, name: str) -> None:
    assert wrong_fields(get(cast.principal, "event-covers/", **{name: "1"})) == {name}


def test_it_takes_as_many_queries_for_one_as_for_thirty(cast: Cast) -> None:
    make_cover(cast.officer, cast.school)
    few = counted(signed_in(cast.bureau), "/api/v1/event-covers/")
    for _number in range(29):
        make_cover(make_user(unit=cast.station), make_school(cast.station))
    assert counted(signed_in(cast.bureau), "/api/v1/event-covers/") == few


def test_a_principal_asks_once_for_the_own_school(cast: Cast, post: Call) -> None:
    first, again = (post(cast.principal, "event-covers/", a_request()) for _time in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    assert as_json(first) == as_json(again)
    assert set(as_json(first)) == PRINCIPAL_SEES
    cover = EventCover.objects.get()
    assert (cover.school, cover.unit, cover.state, cover.entered_by) == (
        cast.school, cast.station, "requested", cast.principal,
    )  # fmt: skip
    assert (cover.latitude, cover.longitude) == PLACE  # at the school
    assert cover.prepared == ["watcher", "on_the_body"]


def test_police_ask_for_a_school(cast: Cast, post: Call) -> None:
    assert wrong_fields(post(cast.officer, "event-covers/", a_request())) == {"school"}
    answer = post(cast.officer, "event-covers/", a_request(school=cast.school.pk))
    assert (answer.status_code, as_json(answer)["unit"]) == (201, "SPQ")


def test_a_uuid_of_another_request_tells_nothing(cast: Cast, post: Call) -> None:
    post(cast.principal, "event-covers/", a_request())
    with nothing_written("outreach"):
        other_body = post(cast.principal, "event-covers/", a_request(people=300))
        other_user = post(cast.other_principal, "event-covers/", a_request())
    assert {(answer.status_code, answer.content) for answer in (other_body, other_user)} == {(409, b"")}


@pytest.mark.django_db(transaction=True)
def test_one_request_that_comes_eight_times_at_once_is_one_event(cast: Cast, post: Call) -> None:
    def send() -> tuple[int, int]:
        answer = post(cast.principal, "event-covers/", a_request())
        return answer.status_code, as_json(answer)["id"]

    answers = all_at_once([send] * 8)

    assert (EventCover.objects.count(), len({pk for _status, pk in answers})) == (1, 1)
    assert sorted(status for status, _pk in answers) == [200] * 7 + [201]


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({"uuid": None}, {"uuid"}),
    ({"title": " "}, {"title"}),
    ({"school": 10**30}, {"school"}),
    ({"people": 0}, {"people"}),
    ({"people": 10_001}, {"people"}),
    ({"people": True}, {"people"}),
    ({"valuables_watched_by": ""}, {"valuables_watched_by"}),
    ({"starts_at": "2026-11-27T09:00:00+08:00"}, {"starts_at", "ends_at"}),
    ({"ends_at": "2026-11-28T09:00:00+08:00"}, {"ends_at"}),
    ({"ends_at": "2026-11-29T09:00:00+08:00"}, {"ends_at"}),
    ({"is_off_campus": True, "place": "广场"}, {"latitude"}),
    ({"is_off_campus": True, "latitude": PLACE[0], "longitude": PLACE[1]}, {"place"}),
    ({"latitude": 29.5}, {"longitude"}),
    ({"longitude": 106.4}, {"latitude"}),
    ({"latitude": 106.48, "longitude": 29.53}, {"latitude"}),
    ({"prepared": ["umbrella"]}, {"prepared"}),
    ({"prepared": "watcher"}, {"prepared"}),
    ({"wishes": "联系人13800131234"}, {"wishes"}),
]


@pytest.mark.parametrize(("changes", "fields"), WRONG)
def test_what_cannot_be_is_named_and_changes_nothing(
    cast: Cast, post: Call, changes: dict[str, Any], fields: set[str]
) -> None:
    with nothing_written("outreach"):
        assert wrong_fields(post(cast.principal, "event-covers/", a_request(**changes))) == fields


def test_another_school_is_not_there(cast: Cast, post: Call) -> None:
    strange = make_school(cast.other_station).pk
    for user, school in ((cast.principal, cast.other_school.pk), (cast.officer, strange)):
        assert wrong_fields(post(user, "event-covers/", a_request(school=school))) == {"school"}
