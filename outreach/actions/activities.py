"""Activities as they are planned, logged, held and put right; what else becomes of them is in `activity_steps`."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.uploads.content import Taken
from outreach.actions.activity_faults import check_activity
from outreach.actions.activity_marks import mark_months_of
from outreach.actions.activity_photos import keep_photos
from outreach.actions.activity_steps import append_step, ask_anew, locked, refuse_unless, settle
from outreach.models import Activity, Measure
from outreach.states.activities import TOOK_PLACE, ActivityState
from schools.models import School

# What a school confirms, beside the officers who came: if it changes, the school is asked anew.
CONFIRMED_FACTS = (
    "title", "with_leaders", "place", "starts_at", "ends_at", "class_hours", "drill", "drill_min", "children", "staff",
    "parents", "tools", "outcome",
)  # fmt: skip


@transaction.atomic
def log_activity(
    *, by: User, activity: Activity, schools: Collection[School], officers: Collection[User],
    measures: Collection[Measure] = (), photos: Sequence[Taken] = (), at: datetime | None = None,
) -> Activity:  # fmt: skip
    """Write an activity of a unit, planned or, where `activity.state` says so, held.

    Raises ValidationError, by field: for times out of order, an activity to come that was held or one that is over and
    planned, a span of more than three days, class hours, minutes or heads that cannot be or do not belong to its kind,
    and for schools or officers that are none or of another unit.
    """
    at = at or timezone.now()
    refuse_unless(activity, ActivityState.PLANNED, ActivityState.HELD)
    check_activity(activity, schools, officers, at)
    activity.entered_by = by
    _write(activity, by=by, schools=schools, officers=officers, measures=measures)
    append_step(activity, before="", by=by, at=at)
    keep_photos(by=by, activity=activity, photos=photos, at=at)
    mark_months_of(activity, at=at)
    return activity


@transaction.atomic
def change_activity(
    *, by: User, activity: Activity, schools: Collection[School], officers: Collection[User],
    measures: Collection[Measure] = (), photos: Sequence[Taken] = (), at: datetime | None = None,
) -> Activity:  # fmt: skip
    """Write an activity as `activity` has it now, with these ties in place of those before; photos are added.

    Where what took place is told differently now, its schools are asked anew. Officers who have left the unit since
    stay. Raises ValidationError as `log_activity` does, and if it is cancelled or somebody was faster.
    """
    at = at or timezone.now()
    before = locked(activity)
    refuse_unless(before, activity.state)
    refuse_unless(before, ActivityState.PLANNED, *TOOK_PLACE)
    told = _told_of(before)
    check_activity(activity, schools, officers, at, before)
    _write(activity, by=by, schools=schools, officers=officers, measures=measures)
    keep_photos(by=by, activity=activity, photos=photos, at=at)
    if activity.has_taken_place and _told_of(activity) != told:
        ask_anew(activity, by=by, at=at)
    settle(activity, by=by, at=at)
    mark_months_of(before, activity, at=at)
    return activity


@transaction.atomic
def hold_activity(
    *, by: User, activity: Activity, schools: Collection[School], officers: Collection[User],
    measures: Collection[Measure] = (), photos: Sequence[Taken] = (), at: datetime | None = None,
) -> Activity:  # fmt: skip
    """A planned activity took place, as `activity` tells it now. Raises ValidationError as `log_activity` does."""
    at = at or timezone.now()
    before = locked(activity)
    refuse_unless(before, ActivityState.PLANNED)
    activity.state = ActivityState.HELD
    check_activity(activity, schools, officers, at, before)
    _write(activity, by=by, schools=schools, officers=officers, measures=measures)
    append_step(activity, before=before.state, by=by, at=at)
    keep_photos(by=by, activity=activity, photos=photos, at=at)
    mark_months_of(activity, at=at)
    return activity


def _told_of(activity: Activity) -> list[object]:
    facts: list[object] = [getattr(activity, name) for name in CONFIRMED_FACTS]
    return [*facts, sorted(activity.officers.values_list("pk", flat=True))]


def _write(
    activity: Activity, *, by: User, schools: Collection[School], officers: Collection[User],
    measures: Collection[Measure],
) -> None:  # fmt: skip
    """Save the row and whose and for whom it was, and put on the trail what that changes."""
    activity.title, activity.outcome = activity.title.strip(), activity.outcome.strip()
    activity.save()
    before = _ties_of(activity)
    activity.schools.set(schools)
    activity.officers.set(officers)
    activity.measures.set(measures)
    changes = {name: (before[name], after) for name, after in _ties_of(activity).items() if after != before[name]}
    if changes:
        record(entry(activity, action=Action.UPDATE, changes=changes, actor=by))


def _ties_of(activity: Activity) -> dict[str, str]:
    """Schools by name, officers by username and measures by number, as the trail has them."""
    return {
        "schools": ", ".join(activity.schools.order_by("name").values_list("name", flat=True)),
        "officers": ", ".join(activity.officers.order_by("username").values_list("username", flat=True)),
        "measures": ", ".join(str(number) for number in activity.measures.values_list("number", flat=True)),
    }
