"""What the portal asks of people unbidden."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.calendars.missing import unknown_years, years_to_know
from campus_safety.dashboard.notice_kinds import UNKNOWN_YEAR
from campus_safety.notices.actions import Draft, write_notices


@transaction.atomic
def warn_of_unknown_years(*, at: datetime) -> int:
    """Tell every active administrator of each year whose make-up days should be known by now and are not.

    One notice a year and administrator, however often it is asked for. Returns how many are new.
    """
    years = unknown_years(years_to_know(timezone.localdate(at)))
    if not years:
        return 0
    administrators = User.objects.filter(role=User.Role.ADMINISTRATOR, is_active=True).values_list("pk", flat=True)
    drafts = [
        Draft(
            recipient_id=pk,
            kind=UNKNOWN_YEAR,
            key=f"{UNKNOWN_YEAR}:{year}",
            data={"year": year},
            url=reverse("calendars:year"),
        )
        for year in years
        for pk in administrators
    ]
    return write_notices(drafts=drafts, at=at)
