"""Activities for tests."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.uploads.content import Taken
from outreach.actions.activities import log_activity
from outreach.actions.activity_steps import answer_activity, cancel_activity
from outreach.models import Activity, ActivitySchool
from outreach.states.activities import ActivityState, Answer
from schools.models import School

Kind = Activity.Kind
# What a kind cannot be without.
NEEDED: dict[str, dict[str, Any]] = {
    Kind.LECTURE: {"class_hours": Decimal(1)},
    Kind.DRILL: {"drill": Activity.Drill.EVACUATION},
}


def an_activity(near: School, **fields: Any) -> Activity:
    """A visit of an hour to a school that ended an hour ago or, planned, begins tomorrow; not yet written."""
    kind, state = fields.get("kind", Kind.VISIT), fields.get("state", ActivityState.HELD)
    now = timezone.now()
    starts_at = now + timedelta(days=1) if state == ActivityState.PLANNED else now - timedelta(hours=2)
    starts_at = fields.get("starts_at", starts_at)
    values = {"kind": kind, "title": "走访座谈", "state": state, "starts_at": starts_at}
    values |= {"ends_at": starts_at + timedelta(hours=1), **NEEDED.get(kind, {})}
    return Activity(unit_id=near.unit_id, **values | fields)


def make_activity(
    by: User, *schools: School, officers: Sequence[User] = (), photos: Sequence[Taken] = (), **fields: Any
) -> Activity:
    """A visit by `by`, unless officers are named, with these schools; held, or planned or cancelled as `state` says."""
    state, measures = fields.pop("state", ActivityState.HELD), fields.pop("measures", [])
    is_cancelled = state == ActivityState.CANCELLED
    activity = an_activity(schools[0], state=ActivityState.PLANNED if is_cancelled else state, **fields)
    made = log_activity(
        by=by, activity=activity, schools=schools, officers=officers or [by], measures=measures, photos=photos
    )
    return cancel_activity(by=by, activity=made, text="幼儿园改期") if is_cancelled else made


def answered(by: User, activity: Activity, answer: str = Answer.CONFIRMED) -> ActivitySchool:
    """What the school of a principal says of an activity."""
    attendance = ActivitySchool.objects.visible_to(by).get(activity=activity)
    return answer_activity(
        by=by, attendance=attendance, answer=answer, text="人数不对" if answer != "confirmed" else ""
    )
