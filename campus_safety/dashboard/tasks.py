"""What is asked of people unbidden, once a day."""

from celery import shared_task
from django.utils import timezone

from campus_safety.dashboard import actions
from campus_safety.jobs.actions import claimed


@shared_task(name="calendars.warn_of_unknown_years")
def warn_of_unknown_years() -> None:
    """Once a day: tell administrators of years whose make-up days are not known."""
    with claimed(job="calendars.warn_of_unknown_years", period=timezone.localdate().isoformat()) as mine:
        if mine:
            actions.warn_of_unknown_years(at=timezone.now())
