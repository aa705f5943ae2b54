"""Activities as a list and a page show them: to police with all their schools, to a principal with the own alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from outreach.models import Activity, ActivitySchool
from outreach.states.activities import ActivityState


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity, the shape and the words of how it stands; `own` is what a principal's own school says of it."""

    activity: Activity
    mark: str
    words: str | Promise
    own: ActivitySchool | None


def with_ties(activities: QuerySet[Activity], user: User) -> QuerySet[Activity]:
    """With unit, officers, and the schools of which the user may know: a constant number of queries."""
    attendances = ActivitySchool.objects.visible_to(user).select_related("school")
    return activities.select_related("unit", "entered_by").prefetch_related(
        "officers", Prefetch("attendances", queryset=attendances)
    )


def rows_of(activities: Iterable[Activity], user: User, now: datetime) -> list[ActivityRow]:
    """The rows of activities with their ties. No query."""
    return [row_of(activity, user, now) for activity in activities]


def row_of(activity: Activity, user: User, now: datetime) -> ActivityRow:
    """The row of one activity with its ties. No query."""
    attendances = activity.attendances.all()
    own = next(iter(attendances), None) if is_principal(user) else None
    label = activity.get_state_display()
    if activity.state == ActivityState.CANCELLED:
        return ActivityRow(activity, "void", label, own)
    if activity.is_planned:
        if activity.ends_at <= now and own is None:
            return ActivityRow(activity, "due", _("to be logged"), own)
        return ActivityRow(activity, "wait", label, own)
    if own is not None and not own.answer:
        return ActivityRow(activity, "due", _("to be confirmed"), own)
    if any(attendance.has_objected for attendance in attendances):
        return ActivityRow(activity, "due", _("objected to"), own)
    return ActivityRow(activity, "done", label, own)
