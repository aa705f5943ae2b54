"""What of the work with a school stands in its calendar."""

from collections.abc import Iterator
from datetime import date

from campus_safety.accounts.models import User
from campus_safety.statistics.periods import Period
from outreach.models import Activity, EventCover
from outreach.states.activities import ActivityState
from outreach.states.covers import CoverState
from schools.models import School
from schools.plans_registry import Planned


def activities(school: School, user: User, first: date, last: date) -> Iterator[Planned]:
    """The activities with the school on these days, unless they were cancelled. One query."""
    days = Period(first, last)
    seen = Activity.objects.visible_to(user).filter(schools=school)
    found = seen.filter(starts_at__gte=days.starts_at, starts_at__lt=days.ends_at)
    for activity in found.exclude(state=ActivityState.CANCELLED).order_by("starts_at", "pk"):
        yield Planned(activity.starts_at, str(activity), activity.get_absolute_url())


def covers(school: School, user: User, first: date, last: date) -> Iterator[Planned]:
    """The events of the school on these days for which police were asked or will come. One query."""
    days = Period(first, last)
    seen = EventCover.objects.visible_to(user).filter(school=school)
    found = seen.filter(starts_at__gte=days.starts_at, starts_at__lt=days.ends_at)
    for cover in found.filter(state__in=[CoverState.REQUESTED, CoverState.APPROVED]).order_by("starts_at", "pk"):
        yield Planned(cover.starts_at, f"{cover} · {cover.get_state_display()}", cover.get_absolute_url())
