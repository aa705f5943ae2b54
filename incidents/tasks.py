"""The jobs of the cases."""

from celery import shared_task
from django.utils import timezone

from campus_safety.jobs.actions import claimed
from incidents.actions.reminding import remind_of_deadlines

MORNING = 8


@shared_task(name="incidents.remind_deadlines")
def remind_deadlines() -> None:
    """Once a day, from eight in the morning on: tell lead officers of deadlines that are near or over."""
    now = timezone.localtime()
    if now.hour < MORNING:
        return
    with claimed(job="incidents.remind_deadlines", period=now.date().isoformat()) as mine:
        if mine:
            remind_of_deadlines(at=now)
