"""What of the patrols enters a school's timeline: the days on which police were at its points."""

from datetime import datetime, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day, midnight
from patrols.models import CheckIn
from schools.models import School
from schools.timeline_registry import Batch, Event, batch_of

# Check-ins that make up a day: so many for each event asked for.
A_DAY = 12


def visits(school: School, user: User, before: datetime, limit: int) -> Batch:
    """One event a day: how often police were at the school's points, and when; nobody is named. Two queries.

    A day stands at its first check-in and is counted whole: read are all of the day of `before`, shown if it begins
    earlier. A day that was perhaps not read to its end is left to the next page.
    """
    points = list(school.points.visible_to(user).values_list("pk", flat=True))
    most = A_DAY * (limit + 2)
    found = CheckIn.objects.standing().newest_at(points, midnight(local_day(before) + timedelta(days=1)), most)
    newest = sorted(found, key=lambda check_in: check_in.captured_at, reverse=True)[:most]
    days = [_day(list(made)) for _on, made in groupby(newest, key=lambda check_in: local_day(check_in.captured_at))]
    unread = days.pop() if len(newest) == most else None
    batch = batch_of((day for day in days if day.at < before), limit)
    return Batch(batch.events, unread.at) if unread and not batch.has_older else batch


def _day(made: list[CheckIn]) -> Event:
    """One day's check-ins, newest first; its moment is that of the first, so that an older page begins before it."""
    first, last = made[-1].captured_at, made[0].captured_at
    clocks = " – ".join(dict.fromkeys(time_format(timezone.localtime(moment), "H:i") for moment in (first, last)))
    times = ngettext("%(number)s visit", "%(number)s visits", len(made)) % {"number": len(made)}
    return Event(at=first, title=_("Police at the gate"), line=f"{times} · {clocks}")
