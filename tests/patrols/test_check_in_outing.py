"""Which outing a check-in belongs to when the officer had more than one."""

from datetime import datetime, timedelta

import pytest
import time_machine

from patrols.actions import record_check_in
from patrols.claims import CheckInClaim
from patrols.models import CheckIn, Outing
from tests.cast import Cast
from tests.factories import at, make_outing, make_point, uuid_number

NOW = at("2026-11-23 08:00")


def minutes_ago(minutes: float) -> datetime:
    """A moment so many minutes before NOW."""
    return NOW - timedelta(minutes=minutes)


def check_in_at(cast: Cast, code: str, captured_at: datetime) -> CheckIn:
    """Record a check-in of the officer, taken then and sent now."""
    claim = CheckInClaim(uuid=uuid_number(1), point=code, captured_at=captured_at, method="manual", note="无信号")
    with time_machine.travel(NOW, tick=False):
        return record_check_in(by=cast.officer, claim=claim).check_in


@pytest.mark.parametrize(("captured", "expected"), [(25, "first"), (20, "first"), (19, "second"), (10, "second")])
def test_the_outing_that_covers_the_moment_is_taken(cast: Cast, captured: int, expected: str) -> None:
    first = make_outing(cast.officer, started_at=minutes_ago(60), ended_at=minutes_ago(20))
    second = make_outing(cast.officer, started_at=minutes_ago(18))
    outings: dict[str, Outing] = {"first": first, "second": second}
    assert check_in_at(cast, "SPQ-01", minutes_ago(captured)).outing == outings[expected]


def test_a_late_upload_from_a_joint_outing_that_has_ended_is_not_lost(cast: Cast) -> None:
    make_point(cast.other_station, "OTH-01")
    joint = make_outing(cast.officer, started_at=minutes_ago(30), ended_at=minutes_ago(1), kind="joint")
    joint.units.add(cast.other_station)
    make_outing(cast.officer, started_at=NOW)
    assert check_in_at(cast, "OTH-01", minutes_ago(2)).outing == joint


def test_of_two_that_meet_in_one_second_the_open_one_is_taken(cast: Cast) -> None:
    make_outing(cast.officer, started_at=NOW, ended_at=NOW)
    running = make_outing(cast.officer, started_at=NOW)
    assert check_in_at(cast, "SPQ-01", NOW).outing == running
