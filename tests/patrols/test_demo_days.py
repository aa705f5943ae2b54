"""What the demonstration data guarantees of all the days that it fills (`load_demo`)."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from patrols.claims import CheckInClaim
from patrols.demo import days
from patrols.evidence import Flag
from patrols.models import CheckIn, Duty, Outing, OutingOfficer, VehicleDispatch
from patrols.scene import look_around
from patrols.states import DutyState
from tests.patrols.demonstration import NOW, load

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(scope="module")
def fully_loaded(module_rows: None) -> datetime:
    """The demonstration data with all the days that are promised, loaded once; when that was."""
    return load(NOW)


def test_load_demo_makes_duties_from_three_months_back_to_14_days_ahead(fully_loaded: datetime) -> None:
    loaded, made = fully_loaded, Duty.objects.order_by("on").values_list("on", flat=True)

    assert (made.first(), made.last()) == (date(2026, 7, 9), date(2026, 10, 23))
    assert not Duty.objects.filter(ends_at__lte=loaded - timedelta(minutes=10), state=DutyState.OPEN).exists()
    assert not Duty.objects.filter(ends_at__lte=loaded - timedelta(minutes=10), closed_at=None).exists()
    assert set(Duty.objects.filter(starts_at__gt=loaded).values_list("state", flat=True)) == {DutyState.OPEN}
    holidays = Duty.objects.filter(on__range=("2026-10-01", "2026-10-07"))
    assert set(holidays.values_list("point__code", "window__weekdays")) == {("SPQ-34", "67")}
    assert Duty.objects.filter(on=date(2026, 10, 10), point__code="SPQ-01").count() == 2


@pytest.mark.parametrize(
    ("today", "first"),
    [("2026-09-15", date(2026, 6, 15)), ("2026-12-31", date(2026, 9, 1)), ("2027-05-31", date(2026, 9, 1))],
)
def test_load_demo_begins_on_1_september_2026_or_three_months_back(today: str, first: date) -> None:
    assert days.first_day(date.fromisoformat(today)) == first


def test_load_demo_leaves_nobody_out_and_nothing_in_the_future(fully_loaded: datetime) -> None:
    loaded = fully_loaded
    assert not OutingOfficer.objects.filter(ended_at=None).exists()
    assert not Outing.objects.running().exists()
    assert not Outing.objects.filter(ended_at__gt=loaded).exists()
    assert not CheckIn.objects.filter(received_at__gt=loaded).exists()
    assert Outing.objects.filter(officers__officer__username="officer").exists()
    kinds = set(Outing.objects.values_list("kind", flat=True))
    assert kinds == {"peak", "routine", "joint", "rectification", "event_cover"}
    assert VehicleDispatch.objects.exists()


def test_load_demo_computes_the_evidence_as_a_check_in_does(fully_loaded: datetime) -> None:
    check_ins = list(CheckIn.objects.select_related("officer", "point", "duty").order_by("uuid"))
    found = {flag for check_in in check_ins for flag in check_in.flags}

    assert found >= {Flag.OUTSIDE_FENCE, Flag.POOR_ACCURACY, Flag.LATE_UPLOAD, Flag.NO_OUTING, Flag.NO_FIX}
    odd = [check_in for check_in in check_ins if check_in.flags]
    for check_in in [*odd, *Random(1).sample(check_ins, 100)]:
        claim = CheckInClaim(
            uuid=check_in.uuid,
            point=check_in.point.code,
            captured_at=check_in.captured_at - timedelta(microseconds=1),
            method=check_in.method,
            device=check_in.device,
        )
        scene = look_around(officer=check_in.officer, claim=claim)
        assert (scene.outing is None) == (Flag.NO_OUTING in check_in.flags)
        assert scene.has_shared_device == (Flag.SHARED_DEVICE in check_in.flags)
        if check_in.duty is not None:
            assert (check_in.duty.state, check_in.duty.visited_at) == (check_in.duty_state, check_in.captured_at)
