"""The limits' job."""

from celery import shared_task
from django.utils import timezone

from campus_safety.limits import actions


@shared_task(name="limits.drop_old")
def drop_old() -> None:
    """Forget who did what in spans of time that are over."""
    actions.drop_old(at=timezone.now())
