"""What officers, commanders and principals are told of unbidden: appointments that run out."""

from datetime import datetime, timedelta

from django.db import transaction

from campus_safety.local_days import local_day
from campus_safety.notices.actions import write_notices
from campus_safety.rules.catalogue import rule
from outreach.appointment_notices import drafts_of_expiry
from outreach.models import Appointment


@transaction.atomic
def remind_of_expiry(*, at: datetime) -> int:
    """Tell of appointments in force that run out within 60 days, and again within 30: of each step once.

    What is renewed or handed over already is told of no more; a proposal that was withdrawn is none. Returns how many
    notices are new.
    """
    today = local_day(at)
    warned_before = [rule(key, today).value or 0 for key in ("appointment_warning", "appointment_last_warning")]
    last = today + timedelta(days=max(warned_before))
    due = Appointment.objects.running_out(today, last).select_related("school").order_by("ends_on", "pk")
    return write_notices(drafts=drafts_of_expiry(list(due), warned_before, today), at=at)
