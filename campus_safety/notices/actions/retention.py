"""What is dropped when nobody needs it any more, so that inbox and outbox stay small."""

from datetime import datetime, timedelta

from django.db import transaction

from campus_safety.audit.trail import Action, entry, record
from campus_safety.notices.models import Delivery, Notice

READ_KEPT = timedelta(days=365)
SETTLED_KEPT = timedelta(days=90)


@transaction.atomic
def drop_old(*, at: datetime) -> tuple[int, int]:
    """Drop notices read more than a year before `at`, and deliveries settled more than 90 days before it.

    Returns how many of each. One entry on the trail says so; the same call again drops none and says nothing.
    """
    deliveries, _by_model = Delivery.objects.filter(settled_at__lt=at - SETTLED_KEPT).delete()
    _all, by_model = Notice.objects.filter(read_at__lt=at - READ_KEPT).delete()
    notices = by_model.get(Notice._meta.label, 0)  # noqa: SLF001
    if notices or deliveries:
        changes = {"notices_dropped": (None, notices), "deliveries_dropped": (None, deliveries)}
        record(entry(Notice(), action=Action.DELETE, changes=changes, actor=None, text=""))
    return notices, deliveries
