"""A check-in: what it writes, what it refuses, and what becomes of the duty."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from campus_safety.statistics.models import StaleMonth
from patrols.actions import record_check_in
from patrols.claims import UuidTaken
from patrols.models import CheckIn, Duty, PatrolPoint, PointSign
from patrols.states import DutyState
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import (
    PLACE,
    at,
    make_duty,
    make_outing,
    make_point,
    make_window,
)
from tests.patrols.claims import NOW, WITHOUT_FIX, claim

DAY = date(2026, 11, 23)
NAN, INFINITE = float("nan"), float("inf")


pytestmark = pytest.mark.usefixtures("quarter_to_eight")


# --- What is refused ---


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"latitude": NAN}, "latitude"),
        ({"longitude": NAN}, "longitude"),
        ({"latitude": INFINITE}, "latitude"),
        ({"longitude": -INFINITE}, "longitude"),
        ({"latitude": PLACE[1], "longitude": PLACE[0]}, "latitude"),
        ({"latitude": 90.1}, "latitude"),
        ({"latitude": -90.1}, "latitude"),
        ({"longitude": 180.1}, "longitude"),
        ({"longitude": -180.1}, "longitude"),
        ({"latitude": None}, "latitude"),
        ({"longitude": None}, "longitude"),
        ({"captured_at": NOW + timedelta(minutes=11)}, "captured_at"),
        ({"captured_at": NOW - timedelta(days=31)}, "captured_at"),
        ({"method": CheckIn.Method.MANUAL, "note": "  "} | WITHOUT_FIX, "note"),
        ({"method": CheckIn.Method.QR}, "sign"),
        ({"method": CheckIn.Method.QR, "sign": "made up"}, "sign"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, changes: dict[str, Any], field: str) -> None:
    make_duty(make_window(cast.point), DAY)
    with nothing_written(), pytest.raises(ValidationError) as raised:
        record_check_in(by=cast.officer, claim=claim(**changes))
    assert list(raised.value.message_dict) == [field]
    assert Duty.objects.get().state == DutyState.OPEN


@pytest.mark.parametrize("minutes", [10, -30 * 24 * 60])
def test_the_limits_of_the_captured_time_are_accepted(cast: Cast, minutes: int) -> None:
    moment = NOW + timedelta(minutes=minutes)
    assert record_check_in(by=cast.officer, claim=claim(captured_at=moment)).is_new


def test_the_token_of_another_points_sign_is_refused(cast: Cast) -> None:
    make_point(cast.station, "SPQ-02")
    with nothing_written(), pytest.raises(ValidationError, match="sign"):
        record_check_in(by=cast.officer, claim=claim(method=CheckIn.Method.QR, sign="token-SPQ-02"))


def test_the_token_of_a_replaced_sign_is_refused_from_the_day_of_the_new_one(cast: Cast) -> None:
    PointSign.objects.filter(point=cast.point).update(ended_at=NOW - timedelta(minutes=5))
    scan = {"method": CheckIn.Method.QR, "sign": "token-SPQ-01"}
    with nothing_written(), pytest.raises(ValidationError, match="sign"):
        record_check_in(by=cast.officer, claim=claim(**scan))
    earlier = claim(captured_at=NOW - timedelta(minutes=6), **scan)
    assert record_check_in(by=cast.officer, claim=earlier).is_new


def test_an_unknown_point_is_refused(cast: Cast) -> None:
    with nothing_written(), pytest.raises(PatrolPoint.DoesNotExist):
        record_check_in(by=cast.officer, claim=claim(point="SPQ-99"))


def test_a_point_of_another_unit_is_refused(cast: Cast) -> None:
    make_outing(cast.other_officer, started_at=at("2026-11-23 07:00"))
    with nothing_written(), pytest.raises(PatrolPoint.DoesNotExist):
        record_check_in(by=cast.other_officer, claim=claim())


def test_the_commander_of_the_bureau_checks_in_nowhere(cast: Cast) -> None:
    with nothing_written(), pytest.raises(PatrolPoint.DoesNotExist):
        record_check_in(by=cast.bureau, claim=claim())


@pytest.mark.parametrize("leads", [True, False])
def test_a_joint_outing_opens_the_points_of_its_units(cast: Cast, leads: bool) -> None:
    lead, joined = (cast.squad, cast.station) if leads else (cast.station, cast.squad)
    outing = make_outing(cast.squad_officer, started_at=at("2026-11-23 07:00"), unit=lead, kind="joint")
    outing.units.add(joined)
    check_in = record_check_in(by=cast.squad_officer, claim=claim()).check_in
    assert (check_in.unit, check_in.outing, check_in.flags) == (cast.station, outing, [])


def test_a_joint_outing_that_has_ended_opens_nothing(cast: Cast) -> None:
    times: dict[str, Any] = {"started_at": at("2026-11-23 06:00"), "ended_at": at("2026-11-23 07:00")}
    make_outing(cast.squad_officer, unit=cast.squad, kind="joint", **times).units.add(cast.station)
    with nothing_written(), pytest.raises(PatrolPoint.DoesNotExist):
        record_check_in(by=cast.squad_officer, claim=claim())


def test_a_joint_outing_opens_no_third_units_points(cast: Cast) -> None:
    make_point(cast.other_station, "OTH-01")
    make_outing(cast.officer, started_at=at("2026-11-23 07:00"), kind="joint").units.add(cast.squad)
    with nothing_written(), pytest.raises(PatrolPoint.DoesNotExist):
        record_check_in(by=cast.officer, claim=claim(point="OTH-01"))


# --- The same request again ---


@pytest.mark.parametrize("later", [timedelta(0), timedelta(minutes=5), timedelta(days=40)])
def test_the_same_request_again_gives_the_same_answer(
    cast: Cast, quarter_to_eight: time_machine.Traveller, later: timedelta
) -> None:
    make_duty(make_window(cast.point), DAY)
    first = record_check_in(by=cast.officer, claim=claim())
    quarter_to_eight.move_to(NOW + later)
    with nothing_written():
        again = record_check_in(by=cast.officer, claim=claim(sent_at=NOW + later))
    assert (first.is_new, again.is_new) == (True, False)
    assert again.check_in == first.check_in
    assert (again.check_in.duty_state, again.check_in.flags) == (first.check_in.duty_state, first.check_in.flags)


@pytest.mark.parametrize("changes", [{"latitude": PLACE[0] + 0.001}, {"note": "other"}, {"point": "SPQ-02"}])
def test_the_same_uuid_with_another_body_is_taken(cast: Cast, changes: dict[str, Any]) -> None:
    make_point(cast.station, "SPQ-02")
    record_check_in(by=cast.officer, claim=claim())
    with nothing_written(), pytest.raises(UuidTaken):
        record_check_in(by=cast.officer, claim=claim(**changes))


def test_another_users_uuid_is_taken(cast: Cast) -> None:
    record_check_in(by=cast.officer, claim=claim())
    with nothing_written(), pytest.raises(UuidTaken):
        record_check_in(by=cast.colleague, claim=claim())


# --- The duty ---


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("07:30", "open", "done"),
        ("08:00", "open", "done"),
        ("08:30", "open", "done"),
        ("08:31", "open", "late"),
        ("08:31", "missed", "late"),
        ("08:00", "missed", "done"),
        ("08:00", "late", "done"),
        ("08:31", "late", "late"),
        ("08:00", "done", "done"),
        ("08:31", "done", "done"),
        ("08:00", "cancelled", "cancelled"),
        ("08:31", "cancelled", "cancelled"),
        ("07:29", "open", "open"),
    ],
)
def test_it_moves_the_duty_as_its_moment_says(
    cast: Cast, clock: time_machine.Traveller, moment: str, before: str, after: str
) -> None:
    duty = make_duty(make_window(cast.point), DAY, before)
    first_visit = duty.visited_at
    clock.move_to(at("2026-11-23 09:00"))
    captured = at(f"2026-11-23 {moment}")
    check_in = record_check_in(by=cast.officer, claim=claim(captured_at=captured)).check_in
    duty.refresh_from_db()
    assert duty.state == after
    assert duty.visited_at == (captured if before != after else first_visit)
    is_its = (before, moment) == ("done", "08:00") or before != after
    assert check_in.duty == (duty if is_its else None)


def test_it_fulfils_the_window_that_runs_before_an_earlier_one(cast: Cast) -> None:
    earlier = make_duty(make_window(cast.point, time(6), time(7)), DAY, "missed")
    running = make_duty(make_window(cast.point), DAY)
    assert record_check_in(by=cast.officer, claim=claim()).check_in.duty == running
    earlier.refresh_from_db()
    assert earlier.state == DutyState.MISSED


def test_it_is_late_for_the_last_window_that_nobody_came_in(cast: Cast) -> None:
    first = make_duty(make_window(cast.point, time(5), time(6)), DAY, "missed")
    last = make_duty(make_window(cast.point, time(6), time(7)), DAY, "missed")
    assert record_check_in(by=cast.officer, claim=claim()).check_in.duty == last
    assert [duty.state for duty in Duty.objects.order_by("ends_at")] == [DutyState.MISSED, DutyState.LATE]
    assert first != last


def test_it_does_not_reach_back_to_yesterday(cast: Cast) -> None:
    make_duty(make_window(cast.point), DAY - timedelta(days=1), "missed")
    assert record_check_in(by=cast.officer, claim=claim()).check_in.duty is None


# --- What else it writes ---


def test_it_marks_the_month_of_its_moment_as_stale(cast: Cast) -> None:
    record_check_in(by=cast.officer, claim=claim())
    assert [(mark.unit, mark.first_day) for mark in StaleMonth.objects.all()] == [(cast.station, date(2026, 11, 1))]


def test_a_late_one_marks_the_month_of_its_moment_and_the_one_compared_with_it(cast: Cast) -> None:
    record_check_in(by=cast.officer, claim=claim(captured_at=at("2026-10-31 23:59")))
    marked = StaleMonth.objects.order_by("first_day").values_list("first_day", flat=True)
    assert list(marked) == [date(2026, 10, 1), date(2026, 11, 1)]


def test_the_trail_names_who_checked_in_where_and_no_position(cast: Cast) -> None:
    make_duty(make_window(cast.point), DAY)
    before = set(LogEntry.objects.values_list("pk", flat=True))
    record_check_in(by=cast.officer, claim=claim())
    entries = list(LogEntry.objects.exclude(pk__in=before).order_by("pk"))
    assert [(one.content_type.model, one.actor_id) for one in entries] == [
        ("checkin", cast.officer.pk),
        ("duty", cast.officer.pk),
    ]
    told = " ".join(f"{one.object_repr} {one.changes}" for one in entries)
    assert "SPQ-01" in told
    assert not any(part in told for part in ("29.5", "106.4", "phone"))
