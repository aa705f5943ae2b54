"""Heartbeats, and the claim that makes a job of a period happen once."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from campus_safety.jobs.models import Heartbeat, JobRun

logger = logging.getLogger(__name__)

# Longer than the hard time limit of a task: an unfinished claim older than this belongs to a dead worker.
TAKE_OVER_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3


def record_heartbeat(*, name: str) -> None:
    """Write that the process `name` lives now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": timezone.now()})


@contextmanager
def claimed(*, job: str, period: str) -> Iterator[bool]:
    """Yield whether this caller is the one to do `job` for `period`; mark it finished when the block ends well.

    A claim left unfinished by a killed worker can be taken over after a minute, at most three times in all.
    """
    mine = _claim(job, period, timezone.now())
    yield mine
    if mine:
        JobRun.objects.filter(job=job, period=period).update(finished_at=timezone.now())


def _claim(job: str, period: str, now: datetime) -> bool:
    try:
        with transaction.atomic():
            JobRun.objects.create(job=job, period=period, started_at=now)
    except IntegrityError:
        abandoned = JobRun.objects.filter(
            job=job, period=period, finished_at=None, started_at__lt=now - TAKE_OVER_AFTER, attempts__lt=MOST_ATTEMPTS
        )
        mine = bool(abandoned.update(started_at=now, attempts=models.F("attempts") + 1))
        if not mine:
            _tell_given_up(job, period, now)
        return mine
    return True


def _tell_given_up(job: str, period: str, now: datetime) -> None:
    left = JobRun.objects.filter(job=job, period=period, finished_at=None, started_at__lt=now - TAKE_OVER_AFTER)
    if left.exists():
        logger.error("%s of %s was tried %s times and never finished.", job, period, MOST_ATTEMPTS)
