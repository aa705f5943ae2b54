"""Rectification outings by the API: topic and findings are optional, for who knows them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine

from patrols.models import Outing
from tests.api.conftest import Call, as_json, ids, wrong_fields
from tests.api.test_outings import NOW, UUID_TEXT, body
from tests.cast import Cast
from tests.factories import at, make_outing

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_rectification_may_have_a_topic_and_findings(cast: Cast, get: Call, post: Call) -> None:
    bare = post(cast.colleague, "outings/", body(uuid=str(UUID(int=7)), kind="rectification", officers=["colleague"]))
    started = post(cast.officer, "outings/", body(kind="rectification", topic="rentals"))
    end = {"ended_at": "2026-11-23T07:24:00+08:00", "places_checked": 6, "problems_found": 2, "found": "两户未登记"}
    ended = as_json(post(cast.officer, f"outings/{UUID_TEXT}/end/", end))

    assert (bare.status_code, as_json(bare)["topic"]) == (201, "")
    assert (started.status_code, as_json(started)["topic"]) == (201, "rentals")
    assert {name: ended[name] for name in end} == end
    assert ids(get(cast.officer, "outings/", topic="rentals")) == [ended["id"]]
    assert wrong_fields(get(cast.officer, "outings/", topic="gossip")) == {"topic"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": "gossip"}, "topic"),
        ({"topic": 7}, "topic"),
        ({"kind": "peak", "topic": "noise"}, "topic"),
    ],
)
def test_a_topic_that_cannot_be_is_named(cast: Cast, post: Call, changes: dict[str, Any], field: str) -> None:
    assert wrong_fields(post(cast.officer, "outings/", body(kind="rectification") | changes)) == {field}
    assert not Outing.objects.exists()


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("rectification", {"places_checked": -1}, "places_checked"),
        ("rectification", {"problems_found": 1001}, "problems_found"),
        ("rectification", {"problems_found": "2"}, "problems_found"),
        ("rectification", {"found": "长" * 501}, "found"),
        ("peak", {"problems_found": 2}, "problems_found"),
    ],
)
def test_findings_that_cannot_be_end_nothing(
    cast: Cast, post: Call, kind: str, said: dict[str, Any], field: str
) -> None:
    outing = make_outing(cast.officer, started_at=at("2026-11-23 07:00"), kind=kind)
    end = {"ended_at": "2026-11-23T07:24:00+08:00"} | said
    assert wrong_fields(post(cast.officer, f"outings/{outing.uuid}/end/", end)) == {field}
    outing.refresh_from_db()
    assert outing.ended_at is None
