"""The notices' jobs."""

import time
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from campus_safety.jobs import waiting
from campus_safety.jobs.actions import claimed
from campus_safety.notices.actions.deliveries import AT_ONCE
from campus_safety.notices.actions.deliveries import send_due as send_some
from campus_safety.notices.actions.retention import drop_old as drop_old_rows
from campus_safety.notices.models import Delivery

# A round takes fifteen seconds at the most, so the last one ends before the time limit of a task.
BEGIN_ROUNDS_WITHIN_S = 20


def _oldest_due() -> datetime | None:
    delivery = Delivery.objects.due(timezone.now()).order_by("due_at").first()
    return delivery.due_at if delivery else None


waiting.register("notices.send_due", _oldest_due)


@shared_task(name="notices.send_due")
def send_due() -> None:
    """Send what is due, round by round, until nothing is or the time is over."""
    begun = time.monotonic()
    while send_some(at=timezone.now()) == AT_ONCE and time.monotonic() - begun < BEGIN_ROUNDS_WITHIN_S:
        pass


@shared_task(name="notices.drop_old")
def drop_old() -> None:
    """Once a day: drop what was read or settled long ago."""
    with claimed(job="notices.drop_old", period=timezone.localdate().isoformat()) as mine:
        if mine:
            drop_old_rows(at=timezone.now())
