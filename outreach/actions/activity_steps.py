"""What becomes of an activity beside being held: cancelled, planned again, confirmed or objected to by its schools.

Every step is appended. What a school objects to is kept as a step too, so that it stays when the school is asked anew.
"""

from copy import copy
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.notices.actions import write_notices
from outreach.actions.activity_faults import check_activity
from outreach.actions.activity_marks import mark_months_of
from outreach.activity_notifying import drafts_of_step
from outreach.models import Activity, ActivitySchool, ActivityStep
from outreach.states.activities import ActivityState, Answer, activity_may_become


@transaction.atomic
def cancel_activity(*, by: User, activity: Activity, text: str, at: datetime | None = None) -> Activity:
    """It does not take place, or was logged by mistake, with the reason. Raises ValidationError where it cannot be."""
    at, text, found = at or timezone.now(), text.strip(), locked(activity)
    if not text:
        raise ValidationError({"text": _("Say why.")})
    _turn(found, ActivityState.CANCELLED, by=by, at=at, text=text)
    mark_months_of(found, at=at)
    return found


@transaction.atomic
def plan_again(
    *, by: User, activity: Activity, starts_at: datetime, ends_at: datetime, at: datetime | None = None
) -> Activity:
    """Plan a cancelled activity for another time; what was said of a time that was none is taken back.

    Raises ValidationError, by field, for a time at which it cannot be planned, and if it is not cancelled.
    """
    at, found = at or timezone.now(), locked(activity)
    refuse_unless(found, ActivityState.CANCELLED)
    before = copy(found)
    found.starts_at, found.ends_at, found.state = starts_at, ends_at, ActivityState.PLANNED
    found.children = found.staff = found.parents = 0
    found.drill_min, found.outcome = None, ""
    check_activity(found, list(found.schools.all()), list(found.officers.all()), at, before)
    found.save()
    _take_answers_back(found)
    append_step(found, before=before.state, by=by, at=at)
    return found


@transaction.atomic
def answer_activity(
    *, by: User, attendance: ActivitySchool, answer: str, text: str = "", at: datetime | None = None
) -> ActivitySchool:
    """Write whether it was so, in the words of the school. Once each of its schools confirms, the activity is.

    An objection can be taken back by confirming. Raises ValidationError for an objection without words, for what has
    not taken place, and if the school has answered so already.
    """
    at, text = at or timezone.now(), text.strip()
    activity = locked(attendance.activity)
    found = ActivitySchool.objects.get(pk=attendance.pk)
    if not activity.has_taken_place:
        raise ValidationError(_("This has not taken place."))
    if found.is_confirmed or found.answer == answer:
        raise ValidationError({"answer": _("Your school has answered already.")})
    if answer == Answer.OBJECTED and not text:
        raise ValidationError({"text": _("Say what was not so.")})
    found.answer, found.text, found.answered_by, found.answered_at = answer, text, by, at
    found.save()
    if answer == Answer.OBJECTED:
        append_step(activity, before=activity.state, by=by, at=at, text=text)
    settle(activity, by=by, at=at)
    return found


def settle(activity: Activity, *, by: User, at: datetime) -> None:
    """Turn what took place, locked, to confirmed if each of its schools says so, and back if one does not."""
    if not activity.has_taken_place:
        return
    is_confirmed = not activity.attendances.exclude(answer=Answer.CONFIRMED).exists()
    after = ActivityState.CONFIRMED if is_confirmed else ActivityState.HELD
    if activity.state != after:
        _turn(activity, after, by=by, at=at)


def ask_anew(activity: Activity, *, by: User, at: datetime) -> None:
    """Take back what the schools of an activity, locked, have answered: it is told differently now."""
    if _take_answers_back(activity) and activity.state == ActivityState.HELD:
        append_step(activity, before=activity.state, by=by, at=at)


def _take_answers_back(activity: Activity) -> int:
    """How many answers there were; each is taken back on the trail."""
    answered = list(activity.attendances.exclude(answer=""))
    for attendance in answered:
        attendance.answer, attendance.text, attendance.answered_by, attendance.answered_at = "", "", None, None
        attendance.save()
    return len(answered)


def _turn(activity: Activity, after: ActivityState, *, by: User, at: datetime, text: str = "") -> Activity:
    """Turn an activity, locked, to another state and append the step. Raises ValidationError if it may not follow."""
    before = activity.state
    if not activity_may_become(before, after):
        raise _does_not_fit(activity)
    activity.state = after
    activity.save()
    append_step(activity, before=before, by=by, at=at, text=text)
    return activity


def append_step(activity: Activity, *, before: str, by: User, at: datetime, text: str = "") -> None:
    """Add a step from the state before to the one that it has, and tell whom it concerns."""
    step = ActivityStep.objects.create(activity=activity, before=before, after=activity.state, at=at, by=by, text=text)
    write_notices(drafts=drafts_of_step(step), at=at)


def refuse_unless(activity: Activity, *states: str) -> None:
    """Raise ValidationError unless an activity is in one of these states."""
    if activity.state not in states:
        raise _does_not_fit(activity)


def _does_not_fit(activity: Activity) -> ValidationError:
    words = {"state": activity.get_state_display()}
    return ValidationError(_("Somebody was faster, or it does not fit: this activity is now “%(state)s”.") % words)


def locked(activity: Activity) -> Activity:
    """The activity as it is now, locked until the transaction ends."""
    return Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
