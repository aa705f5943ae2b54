"""Who is told of an activity: its schools of what police do, its officers of what a school objects to."""

from collections.abc import Iterable

from django.db.models import Q

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.local_days import local_day
from campus_safety.notices.actions import Draft
from outreach.activity_notices import CANCELLED, HELD, OBJECTED, PLANNED
from outreach.models import ActivityStep
from outreach.states.activities import ActivityState

TOLD_SCHOOLS = {ActivityState.PLANNED: PLANNED, ActivityState.HELD: HELD, ActivityState.CANCELLED: CANCELLED}


def drafts_of_step(step: ActivityStep) -> list[Draft]:
    """The notices of a step; who took it is told nothing. One query.

    The principals of its schools learn that it is planned or cancelled; those whose schools have not answered, that it
    was held. Who entered it and its officers learn of an objection.
    """
    if is_principal(step.by):
        return _drafts(step, OBJECTED, _police_of(step)) if step.before == step.after else []
    kind = TOLD_SCHOOLS.get(ActivityState(step.after))
    return _drafts(step, kind, _principals_of(step)) if kind else []


def _principals_of(step: ActivityStep) -> Iterable[int]:
    attendances = step.activity.attendances.all()
    if step.after == ActivityState.HELD:
        attendances = attendances.filter(answer="")
    heads = User.objects.filter(role=User.Role.PRINCIPAL, principalship__school__in=attendances.values("school"))
    return list(heads.filter(is_active=True).order_by("pk").values_list("pk", flat=True))


def _police_of(step: ActivityStep) -> Iterable[int]:
    officers = Q(pk__in=step.activity.officers.values("pk"))
    police = User.objects.officers().filter(officers | Q(pk=step.activity.entered_by_id))
    return list(police.order_by("pk").values_list("pk", flat=True))


def _drafts(step: ActivityStep, kind: str, told: Iterable[int]) -> list[Draft]:
    activity = step.activity
    data = {"kind": activity.kind, "day": local_day(activity.starts_at).isoformat()}
    return [
        Draft(recipient_id=user_id, kind=kind, key=f"{kind}:{step.pk}", data=data, url=activity.get_absolute_url())
        for user_id in told
        if user_id != step.by_id
    ]
