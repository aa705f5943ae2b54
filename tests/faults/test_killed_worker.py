"""A worker killed in the middle of a compile loses nothing: the old report stays, and the next run completes."""

import signal

from django.utils import timezone

from campus_safety.local_days import local_day
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.statistics.actions.waiting import compile_what_waits
from campus_safety.statistics.models import Figure, Report, StaleMonth
from campus_safety.statistics.periods import month_of
from tests.cast import Cast
from tests.factories import make_outing
from tests.faults.conftest import Workshop, wait_until

COMPILE = "statistics.compile_stale_months"


def test_a_month_killed_in_the_middle_is_right_after_the_restart(cast: Cast, workshop: Workshop) -> None:
    now = timezone.now()
    make_outing(cast.officer, started_at=now, ended_at=now, volunteers=2)
    compile_what_waits()
    before = sorted(Figure.objects.exclude(value=0).values_list("report_id", "key", "value"))
    make_outing(cast.colleague, started_at=now, ended_at=now, volunteers=1)
    mark_months_stale(unit_ids=[cast.station.pk], moments=[now])
    marks = set(StaleMonth.objects.values_list("unit__code", "first_day"))

    with workshop.worker("tests.faults.stalling") as worker:
        workshop.nudge(COMPILE)
        assert wait_until(workshop.stalled.exists)
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    assert set(StaleMonth.objects.values_list("unit__code", "first_day")) == marks
    assert before != []
    assert sorted(Figure.objects.exclude(value=0).values_list("report_id", "key", "value")) == before

    with workshop.worker():
        workshop.nudge(COMPILE)
        assert wait_until(lambda: not StaleMonth.objects.exists())

    month = Figure.objects.filter(report__first_day=month_of(local_day(now)).first_day)
    found = month.filter(key__in=["officer_person_times", "volunteer_person_times"]).exclude(value=0)
    assert {
        (code, key, int(value or 0)) for code, key, value in found.values_list("report__unit__code", "key", "value")
    } == {
        (code, key, value)
        for code in ("SPQ", "JLP")
        for key, value in (("officer_person_times", 2), ("volunteer_person_times", 3))
    }
    assert Report.objects.count() == 4
