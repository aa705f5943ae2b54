"""Duties cancelled with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.statistics.actions.marks import mark_months_stale
from patrols.models import Duty
from patrols.states import DutyState, duty_may_become, duty_states_before


@transaction.atomic
def cancel_duty(*, by: User, duty: Duty, reason: str) -> None:
    """Take an open duty out of the count, with a reason.

    Raises ValidationError if it is no longer open or the reason is empty.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the duty is cancelled.")})
    if not duty_may_become(duty.state, DutyState.CANCELLED):
        raise ValidationError({"reason": _("Only an open duty can be cancelled.")})
    before = duty_states_before(DutyState.CANCELLED)
    moved = Duty.objects.filter(pk=duty.pk, state__in=before).update(state=DutyState.CANCELLED, reason=reason.strip())
    if not moved:
        raise ValidationError({"reason": _("Only an open duty can be cancelled.")})
    changes = {"state": (duty.state, DutyState.CANCELLED.value), "reason": (None, reason.strip())}
    record(entry(duty, action=Action.UPDATE, changes=changes, actor=by))
    mark_months_stale(unit_ids=[duty.unit_id], moments=[duty.starts_at])
