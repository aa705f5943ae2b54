"""What a check-in is flagged for: evidence is flagged, never rejected."""

from datetime import timedelta
from typing import Any

import pytest

from patrols.actions import record_check_in
from patrols.models import CheckIn, PatrolPoint
from tests.cast import Cast
from tests.factories import PLACE, at, make_check_in, make_outing, make_point
from tests.patrols.claims import NOW, WITHOUT_FIX, claim

pytestmark = pytest.mark.usefixtures("quarter_to_eight")


@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({}, []),
        ({"method": CheckIn.Method.MANUAL, "note": "no signal"} | WITHOUT_FIX, ["no_fix"]),
        ({"method": CheckIn.Method.QR, "sign": "token-SPQ-01"} | WITHOUT_FIX, ["no_fix"]),
        ({"method": CheckIn.Method.QR, "sign": "token-SPQ-01"}, []),
        ({"latitude": PLACE[0] + 0.0004}, []),
        ({"latitude": PLACE[0] + 0.0005}, ["outside_fence"]),
        ({"accuracy_m": 100.0}, []),
        ({"accuracy_m": 100.1}, ["poor_accuracy"]),
        ({"sent_at": NOW + timedelta(seconds=120)}, []),
        ({"sent_at": NOW + timedelta(seconds=121)}, ["clock_drift"]),
        ({"sent_at": NOW - timedelta(seconds=121)}, ["clock_drift"]),
        ({"sent_at": None, "captured_at": NOW + timedelta(minutes=3)}, ["clock_drift"]),
        ({"captured_at": NOW - timedelta(minutes=10)}, []),
        ({"captured_at": NOW - timedelta(minutes=11)}, ["late_upload"]),
    ],
)
def test_evidence_is_flagged_and_never_rejected(cast: Cast, changes: dict[str, Any], flags: list[str]) -> None:
    make_outing(cast.officer, started_at=at("2026-11-23 07:00"))
    assert record_check_in(by=cast.officer, claim=claim(**changes)).check_in.flags == flags


def test_without_an_open_outing_it_is_flagged(cast: Cast) -> None:
    make_outing(cast.officer, started_at=at("2026-11-23 06:00"), ended_at=at("2026-11-23 07:00"))
    check_in = record_check_in(by=cast.officer, claim=claim()).check_in
    assert (check_in.outing, check_in.flags) == (None, ["no_outing"])


def test_a_late_upload_belongs_to_the_outing_that_ran_then(cast: Cast) -> None:
    ran = make_outing(cast.officer, started_at=at("2026-11-23 06:00"), ended_at=at("2026-11-23 07:00"))
    make_outing(cast.officer, started_at=at("2026-11-23 07:30"))
    check_in = record_check_in(by=cast.officer, claim=claim(captured_at=at("2026-11-23 06:30"))).check_in
    assert (check_in.outing, check_in.flags) == (ran, ["late_upload"])


@pytest.mark.parametrize("side", [-1, 1], ids=["earlier", "later"])
@pytest.mark.parametrize(("minutes", "flags"), [(1, ["too_fast"]), (10, [])])
def test_two_points_too_far_apart_for_the_time_between_are_flagged(
    cast: Cast, minutes: int, flags: list[str], side: int
) -> None:
    make_outing(cast.officer, started_at=at("2026-11-23 07:00"))
    far = make_point(cast.station, "SPQ-02", latitude=PLACE[0] + 0.03)
    make_check_in(cast.officer, far, NOW + side * timedelta(minutes=minutes))
    check_in = record_check_in(by=cast.officer, claim=claim()).check_in
    assert check_in.flags == flags
    assert check_in.speed_km_h == pytest.approx(3.326 * 60 / minutes, rel=0.01)


def test_of_two_leaps_the_faster_one_counts(cast: Cast) -> None:
    far = make_point(cast.station, "SPQ-02", latitude=PLACE[0] + 0.03)
    make_check_in(cast.officer, far, NOW - timedelta(minutes=10))
    make_check_in(cast.officer, far, NOW + timedelta(minutes=1))
    check_in = record_check_in(by=cast.officer, claim=claim()).check_in
    assert check_in.speed_km_h == pytest.approx(3.326 * 60, rel=0.01)


def test_the_fence_of_the_day_stays_with_the_check_in(cast: Cast) -> None:
    check_in = record_check_in(by=cast.officer, claim=claim()).check_in
    PatrolPoint.objects.filter(pk=cast.point.pk).update(fence_radius_m=300)
    check_in.refresh_from_db()
    assert check_in.fence_radius_m == 50


@pytest.mark.parametrize("side", [-1, 1], ids=["earlier", "later"])
def test_one_browser_for_officers_of_two_outings_is_flagged(cast: Cast, side: int) -> None:
    make_outing(cast.officer, started_at=at("2026-11-23 07:00"))
    other = make_outing(cast.colleague, started_at=at("2026-11-23 07:00"))
    make_check_in(cast.colleague, cast.point, NOW + side * timedelta(minutes=5), device="phone", outing=other)
    assert record_check_in(by=cast.officer, claim=claim()).check_in.flags == ["shared_device"]


def test_one_browser_for_officers_of_one_outing_is_fine(cast: Cast) -> None:
    together = make_outing(cast.officer, cast.colleague, started_at=at("2026-11-23 07:00"))
    make_check_in(cast.colleague, cast.point, NOW - timedelta(minutes=5), device="phone", outing=together)
    assert record_check_in(by=cast.officer, claim=claim()).check_in.flags == []
