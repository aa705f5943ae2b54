"""The patrols' jobs."""

from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone

from campus_safety.jobs import waiting
from campus_safety.jobs.actions import claimed
from patrols import actions
from patrols.actions.duties import DAYS_AHEAD
from patrols.actions.public import rebuild_public as build_expired_copies
from patrols.models import Duty, PublicCopy


def _oldest_unclosed() -> datetime | None:
    duty = Duty.objects.to_close(timezone.now()).order_by("ends_at").first()
    return duty.ends_at if duty else None


waiting.register("patrols.close_duties", _oldest_unclosed)


@shared_task(name="patrols.close_duties")
def close_duties() -> None:
    """Take note of the windows that are over."""
    actions.close_duties(at=timezone.now())


@shared_task(name="patrols.make_duties_ahead")
def make_duties_ahead() -> None:
    """Once a day: make the duties of the coming days."""
    today = timezone.localdate()
    with claimed(job="patrols.make_duties_ahead", period=today.isoformat()) as mine:
        if mine:
            actions.make_duties(first=today, until=today + timedelta(days=DAYS_AHEAD), not_before=timezone.now())


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
