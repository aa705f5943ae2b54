"""Where an officer was is sensitive: its place is dropped in time, and whoever reads it leaves a trace (rules.md)."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry

from campus_safety.audit.trail import Action
from patrols.actions import drop_old_places
from patrols.models import CheckIn
from patrols.tasks import drop_old_places as task
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import PLACE, at, make_check_in, make_point

NOW = at("2026-11-23 02:00")
SOMEWHERE = {"latitude": PLACE[0], "longitude": PLACE[1]}


def test_places_are_dropped_after_90_days_and_distances_stay(cast: Cast) -> None:
    limit = NOW - timedelta(days=90)
    old = make_check_in(cast.officer, cast.point, limit - timedelta(seconds=1), **SOMEWHERE)
    young = make_check_in(cast.officer, cast.point, limit, **SOMEWHERE)
    make_check_in(cast.other_officer, make_point(cast.other_station), limit - timedelta(days=1), **SOMEWHERE)

    assert (drop_old_places(at=NOW), drop_old_places(at=NOW)) == (2, 0)

    kept = {row.pk: (row.latitude, row.longitude, row.distance_m) for row in CheckIn.objects.all()}
    assert kept[old.pk] == (None, None, 18.0)
    assert kept[young.pk] == (*PLACE, 18.0)
    entries = LogEntry.objects.filter(changes__has_key="places_dropped")
    assert [(one.object_repr, one.changes["places_dropped"][1]) for one in entries.order_by("pk")] == [
        (str(cast.station), "1"),
        (str(cast.other_station), "1"),
    ]


def test_the_night_drops_them(cast: Cast) -> None:
    make_check_in(cast.officer, cast.point, at("2020-01-01 08:00"), **SOMEWHERE)

    task()

    assert CheckIn.objects.get().latitude is None


@pytest.mark.parametrize(
    ("reader", "address", "traces"),
    [
        ("commander", "/patrols/check-ins/{pk}/", [("CheckIn", {})]),
        ("officer", "/patrols/check-ins/{pk}/", []),
        ("commander", "/patrols/check-ins/?point=SPQ-01", [("User", "/patrols/check-ins/?point=SPQ-01")]),
        ("officer", "/api/v1/check-ins/", [("User", "/api/v1/check-ins/")]),
        ("commander", "/api/v1/check-ins/{pk}/", [("User", "/api/v1/check-ins/{pk}/")]),
    ],
)
def test_reading_where_somebody_was_leaves_a_trace(
    cast: Cast, reader: str, address: str, traces: list[tuple[str, object]]
) -> None:
    check_in = make_check_in(cast.officer, cast.point, NOW, **SOMEWHERE)
    user = cast.roles[reader]
    assert user

    assert signed_in(user).get(address.format(pk=check_in.pk)).status_code == 200

    found = LogEntry.objects.filter(action=Action.ACCESS, actor_id=user.pk).select_related("content_type")
    told = [
        (one.content_type.model_class().__name__, one.changes.get("looked_through", [None, {}])[1]) for one in found
    ]
    wanted = [(kind, words.format(pk=check_in.pk) if isinstance(words, str) else words) for kind, words in traces]
    assert told == wanted
