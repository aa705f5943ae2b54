"""What beat asks for, and the claims that keep a day's job to once."""

from datetime import timedelta

import pytest
import time_machine

from campus_safety.celery import app
from campus_safety.jobs.actions import MOST_ATTEMPTS, TAKE_OVER_AFTER, claimed
from campus_safety.jobs.models import Heartbeat, JobRun
from campus_safety.jobs.schedule import SCHEDULE
from campus_safety.jobs.tasks import worker_heartbeat
from tests.factories import at

MORNING = at("2026-11-10 00:10")


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_every_message_expires_before_the_next_round_is_over() -> None:
    assert {
        name: entry["options"]["expires"] <= entry["schedule"] for name, entry in SCHEDULE.items()
    } == dict.fromkeys(SCHEDULE, True)


def test_what_must_be_fresh_within_a_minute_is_asked_for_twice_in_it() -> None:
    soon = (
        "statistics.compile_stale_months",
        "patrols.take_steps",
        "patrols.make_duties_ahead",
        "patrols.rebuild_public",
    )

    assert all(SCHEDULE[task]["schedule"] <= 30 for task in soon)


@pytest.mark.django_db
def test_the_worker_leaves_a_heartbeat() -> None:
    with time_machine.travel(MORNING, tick=False):
        worker_heartbeat()
        worker_heartbeat()

    assert list(Heartbeat.objects.values_list("name", "seen_at")) == [("worker", MORNING)]


@pytest.mark.django_db
def test_a_period_is_claimed_once() -> None:
    with claimed(job="night", period="2026-11-10") as first:
        assert first
    with claimed(job="night", period="2026-11-10") as second:
        assert not second
    with claimed(job="night", period="2026-11-11") as next_day:
        assert next_day


@pytest.mark.django_db
def test_a_claim_of_a_dead_worker_is_taken_over_three_times_in_all(caplog: pytest.LogCaptureFixture) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        answers = [_claim_and_die() for _round in range(2)]
        for _attempt in range(MOST_ATTEMPTS):
            clock.shift(TAKE_OVER_AFTER + timedelta(seconds=1))
            answers.append(_claim_and_die())

    assert answers == [True, False, True, True, False]
    assert JobRun.objects.get().finished_at is None
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == [
        "night of 2026-11-10 was tried 3 times and never finished."
    ]


def _claim_and_die() -> bool:
    claim = claimed(job="night", period="2026-11-10")
    mine = claim.__enter__()
    assert not claim.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    return mine
