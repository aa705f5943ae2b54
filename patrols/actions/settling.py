"""A duty follows the check-ins that stand, when the word on one of them has changed."""

from datetime import datetime, timedelta

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, Changes, entry, record
from campus_safety.local_days import local_day, midnight
from patrols.ladder import step_after
from patrols.models import CheckIn, CheckInReview, Duty
from patrols.standing import Visit, visits_of, without_visit
from patrols.states import DUTY_STEPS, REOPENED_STEPS, DutyState


def settle_duties(*, by: User, check_in: CheckIn, at: datetime) -> list[Duty]:
    """Bring the reviewed duties of the check-in's point and day in line with its check-ins that stand.

    Within the caller's transaction, which has written the review. The duties are locked before the check-ins are read:
    one that arrives meanwhile is read, or waits and reads the duty as it is left here. Returns what has changed.
    """
    day = local_day(check_in.captured_at)
    at_point = CheckIn.objects.filter(point=check_in.point_id)
    duties = Duty.objects.select_for_update(no_key=True).filter(point=check_in.point_id, on=day).order_by("pk")
    locked = sorted(duties, key=lambda duty: (duty.ends_at, duty.pk))
    reviewed = set(CheckInReview.objects.filter(check_in__duty__in=locked).values_list("check_in__duty", flat=True))
    of_day = at_point.filter(captured_at__gte=midnight(day), captured_at__lt=midnight(day + timedelta(days=1)))
    ours = [duty for duty in locked if duty.pk in reviewed]
    visits = visits_of(ours, of_day.standing().order_by("pk"))
    return [duty for duty in ours if _settle(duty, visits.get(duty.pk), by=by, check_in=check_in, at=at)]


def _settle(duty: Duty, visit: Visit | None, *, by: User, check_in: CheckIn, at: datetime) -> bool:
    """Move one duty along its tables, if there is anything to move."""
    if visit is None and duty.visited_at is None:
        return False
    state, visited_at = visit or (without_visit(duty, at), None)
    before, visited_before = DutyState(duty.state), duty.visited_at
    may_become = DUTY_STEPS[before] | REOPENED_STEPS[before] | ({before} if visited_before else set())
    if (state, visited_at) == (before, visited_before) or state not in may_become:
        return False
    duty.state, duty.visited_at = state, visited_at
    if state == DutyState.OPEN:
        duty.closed_at, duty.next_step_at = None, step_after(duty.starts_at, duty.ends_at, duty.on, at)
    elif state == DutyState.MISSED:
        duty.closed_at, duty.next_step_at = duty.closed_at or at, None
    duty.save(update_fields=["state", "visited_at", "closed_at", "next_step_at"])
    changes: Changes = {"state": (before.value, state.value), "visited_at": (visited_before, visited_at)}
    changes = {name: values for name, values in changes.items() if values[0] != values[1]}
    text = f"{check_in.point.code} {duty.on:%Y-%m-%d}"
    record(entry(duty, action=Action.UPDATE, changes=changes | {"check_in": (None, check_in.pk)}, actor=by, text=text))
    return True
