"""What happens when a round of feedback is over: it is told of, and its month is compiled anew."""

from datetime import datetime, timedelta

from django.db import transaction

from campus_safety.local_days import local_day, midnight
from campus_safety.notices.actions import write_notices
from campus_safety.statistics.actions.marks import mark_months_stale
from outreach.feedback_notifying import drafts_of_ends
from outreach.models import FeedbackRound

LOOKED_BACK = timedelta(days=7)  # so that a machine that slept tells of it still


@transaction.atomic
def tell_of_ends(*, at: datetime) -> int:
    """Tell principals and commanders of rounds that were over within the last week, of each once.

    Returns how many notices are new.
    """
    today = local_day(at)
    over = list(FeedbackRound.objects.closed(today).filter(last_day__gte=today - LOOKED_BACK).order_by("pk"))
    told = write_notices(drafts=drafts_of_ends(over), at=at)
    if over:
        units = {asked.unit_id for asked in over}
        mark_months_stale(unit_ids=units, moments=[midnight(asked.last_day) for asked in over])
    return told
