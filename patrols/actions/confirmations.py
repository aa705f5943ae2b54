"""The school's word that police were at its gate, and taking it back on the same day."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from patrols.models import CheckIn, VisitConfirmation
from patrols.permissions import may_undo_confirmation
from schools.models import School


@transaction.atomic
def confirm_visit(*, by: User, check_in: CheckIn) -> VisitConfirmation:
    """Confirm a visit of the last 14 days at a point of the own school. The same again changes nothing.

    Raises PermissionDenied if it is not the principal's to confirm, ValidationError if the visit no longer stands, is
    too long ago, or another school has confirmed it.
    """
    now = timezone.now()
    school = School.objects.visible_to(by).filter(points=check_in.point_id, principalships__user=by).first()
    if school is None:
        raise PermissionDenied
    CheckIn.objects.select_for_update(no_key=True).get(pk=check_in.pk)
    if not CheckIn.objects.at_gate_of(by, now).filter(pk=check_in.pk).exists():
        raise ValidationError(_("This visit cannot be confirmed any more."))
    found, _is_new = VisitConfirmation.objects.get_or_create(
        check_in=check_in, defaults={"school": school, "confirmed_by": by, "confirmed_at": now}
    )
    if found.school_id != school.pk:
        raise ValidationError(_("Another school has confirmed this visit already."))
    return found


@transaction.atomic
def undo_confirmation(*, by: User, confirmation: VisitConfirmation) -> None:
    """Take a confirmation back: by a principal of the school, on the day it was given.

    Raises PermissionDenied for anybody else, ValidationError when the day is over.
    """
    if confirmation.school_id not in School.objects.visible_to(by).values_list("pk", flat=True):
        raise PermissionDenied
    if not may_undo_confirmation(by, confirmation):
        raise ValidationError(_("A confirmation can be taken back on its own day only."))
    confirmation.delete()
