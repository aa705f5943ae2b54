"""Taking note of missed duties: the last step of the ladder, and the only one that a person takes."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, Changes, entry, record
from patrols.models import Duty
from patrols.permissions import may_acknowledge_duty
from patrols.states import DutyState


@transaction.atomic
def acknowledge_duties(*, by: User, duties: Collection[Duty], comment: str) -> None:
    """Take note of missed duties, with a comment that stays on record: why nobody came, or what was done.

    All of them or none. Raises PermissionDenied for a duty of a unit that is not the commander's; ValidationError if
    the comment is empty, or a duty is not missed, or somebody has taken note of it before.
    """
    if not all(may_acknowledge_duty(by, duty) for duty in duties):
        raise PermissionDenied
    if not comment.strip():
        raise ValidationError({"comment": _("Say why nobody came, or what was done.")})
    pks = [duty.pk for duty in duties]
    ours = list(Duty.objects.select_for_update(no_key=True).filter(pk__in=pks).select_related("point").order_by("pk"))
    if any(duty.state != DutyState.MISSED for duty in ours):
        raise ValidationError(_("Only a missed duty can be taken note of: one of these is none any more."))
    if any(duty.acknowledged_at is not None for duty in ours):
        raise ValidationError(_("Somebody has taken note of it meanwhile; the comment on it stands."))
    said = {"acknowledged_at": timezone.now(), "acknowledged_by": by, "comment": comment.strip()}
    Duty.objects.filter(pk__in=pks).update(**said)
    changes: Changes = {"acknowledged_by": (None, by.pk), "comment": (None, comment.strip())}
    record(*(entry(duty, action=Action.UPDATE, changes=changes, actor=by) for duty in ours))
