"""What lead officers are told of unbidden: deadlines that are near or over."""

from datetime import datetime, timedelta

from django.db import transaction

from campus_safety.local_days import local_day
from campus_safety.notices.actions import write_notices
from incidents.models import Case
from incidents.notifying import drafts_of_deadlines

DAYS_BEFORE = timedelta(days=3)


@transaction.atomic
def remind_of_deadlines(*, at: datetime) -> int:
    """Tell each active lead officer of cases that are to be solved within three days, or were; of each step once.

    Returns how many notices are new.
    """
    today = local_day(at)
    due = Case.objects.due_by(today + DAYS_BEFORE).filter(lead__is_active=True).order_by("due_on", "pk")
    return write_notices(drafts=drafts_of_deadlines(due, today), at=at)
