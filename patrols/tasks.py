"""The patrols' jobs."""

import time
from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone

from campus_safety.jobs import waiting
from campus_safety.jobs.actions import claimed
from campus_safety.local_days import midnight
from patrols import actions
from patrols.actions.making import DAYS_AHEAD
from patrols.actions.public import rebuild_public as build_expired_copies
from patrols.models import Duty, PatrolPoint, PublicCopy

# One run ends well before the soft time limit of a task (40 s); the next beat goes on where it stopped.
LONGEST_RUN_S = 25.0
# Shorter: the steps of duties wait behind it, and the rest of 30,000 points can wait half a minute.
LONGEST_MAKING_S = 15.0


def _oldest_step() -> datetime | None:
    duty = Duty.objects.step_due(timezone.now()).order_by("next_step_at").first()
    return duty.next_step_at if duty else None


waiting.register("patrols.take_steps", _oldest_step)


@shared_task(name="patrols.take_steps")
def take_steps() -> None:
    """Take the steps of duties that are due, claim after claim."""
    stop_at = time.monotonic() + LONGEST_RUN_S
    while actions.take_steps(at=timezone.now()).claimed and time.monotonic() < stop_at:
        pass


def _oldest_unmade() -> datetime | None:
    """The first instant of the day from which the duties of the point that is furthest behind are not yet made."""
    point = PatrolPoint.objects.to_make(timezone.localdate() + timedelta(days=DAYS_AHEAD)).order_by("duties_until")
    made_until = point.exclude(duties_until=None).values_list("duties_until", flat=True).first()
    return midnight(made_until - timedelta(days=DAYS_AHEAD - 1)) if made_until else None


waiting.register("patrols.make_duties_ahead", _oldest_unmade)


@shared_task(name="patrols.make_duties_ahead")
def make_duties_ahead() -> None:
    """Make the coming duties of points that have changed, and at midnight of all."""
    actions.make_due_points(at=timezone.now(), budget_s=LONGEST_MAKING_S)


@shared_task(name="patrols.drop_old_places")
def drop_old_places() -> None:
    """Once a day: drop the places of check-ins that are older than 90 days."""
    with claimed(job="patrols.drop_old_places", period=timezone.localdate().isoformat()) as mine:
        if mine:
            actions.drop_old_places(at=timezone.now())


def _oldest_expired_copy() -> datetime | None:
    copy = PublicCopy.objects.filter(good_until__lte=timezone.now()).order_by("good_until").first()
    return copy.good_until if copy else None


waiting.register("patrols.rebuild_public", _oldest_expired_copy)


@shared_task(name="patrols.rebuild_public")
def rebuild_public() -> None:
    """Build the public copies that have expired, so that no reader waits for it."""
    build_expired_copies()
