"""The uploads' job."""

from celery import shared_task
from django.utils import timezone

from campus_safety.uploads import actions


@shared_task(name="uploads.drop_orphans")
def drop_orphans() -> None:
    """Drop content that no row knows."""
    actions.drop_orphans(at=timezone.now())
