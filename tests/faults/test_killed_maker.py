"""A worker killed in the middle of making duties leaves nothing half, and the next one makes them all."""

import signal

from django.utils import timezone

from patrols.models import Duty, DutyRun, MinuteSecret, PatrolPoint
from tests.cast import Cast
from tests.factories import make_point, make_window
from tests.faults.conftest import Workshop, wait_until

MAKE = "patrols.make_duties_ahead"


def test_a_making_killed_before_its_end_is_made_by_the_next_worker(cast: Cast, workshop: Workshop) -> None:
    for number in range(2, 12):
        make_window(make_point(cast.station, f"SPQ-{number:02d}"), follows_calendar=False)

    with workshop.worker("tests.faults.stalling_maker") as worker:
        workshop.nudge(MAKE)
        assert wait_until(workshop.stalled.exists)
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    assert not any(model._default_manager.exists() for model in (Duty, DutyRun, MinuteSecret))
    assert set(PatrolPoint.objects.values_list("duties_until", flat=True)) == {None}

    with workshop.worker():
        workshop.nudge(MAKE)
        assert wait_until(DutyRun.objects.exists)

    today = timezone.localdate()
    assert Duty.objects.filter(on__gt=today).count() == 10 * 14
    assert DutyRun.objects.get().made == Duty.objects.count()
    assert not PatrolPoint.objects.filter(duties_until=None).exists()
