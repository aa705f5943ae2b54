"""What the patrols ask of a user now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.dashboard.asks_registry import Ask, register
from patrols.models import Outing
from patrols.permissions import may_go_out

LONGEST = timedelta(hours=12)


def outings_left_open(user: User, at: datetime) -> Iterator[Ask]:
    """An outing of the user that has run for more than 12 hours: most likely nobody ended it."""
    if not may_go_out(user):
        return
    for outing in Outing.objects.running_with(user).filter(started_at__lt=at - LONGEST):
        since = date_format(timezone.localtime(outing.started_at), "SHORT_DATETIME_FORMAT")
        yield Ask(
            title=_("An outing has not been ended"),
            line=_("out since %(since)s") % {"since": since},
            url=reverse("patrols:outing_end"),
            action=_("End the outing"),
            is_late=True,
            due_at=outing.started_at + LONGEST,
        )


register("patrols.outings_left_open", outings_left_open)
