"""What police do with tips: every step is appended; what whoever left the tip is to read is a message."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.notices.actions import write_notices
from campus_safety.uploads.actions import drop_file
from incidents.actions import report_case
from incidents.models import Case
from outreach.actions.tips import locked
from outreach.models import Tip, TipMessage, TipStep
from outreach.states.tips import TipState, tip_may_become
from outreach.tip_notifying import drafts_of_lead
from schools.actions import enter_hazard
from schools.models import Hazard


@transaction.atomic
def take_up_tip(*, by: User, tip: Tip, lead: User, at: datetime | None = None) -> Tip:
    """A new tip, or a closed one once more, is worked on; `lead` is in charge.

    Raises ValidationError for a lead who is no active officer of the unit.
    """
    _check_lead(tip, lead)
    return _move(locked(tip), TipState.WORKED_ON, by=by, at=at or timezone.now(), lead=lead)


@transaction.atomic
def hand_over_tip(*, by: User, tip: Tip, lead: User, at: datetime | None = None) -> Tip:
    """Another officer is in charge from now on.

    Raises ValidationError for nobody of the unit, who is in charge already, and a tip that nobody works on.
    """
    at, found = at or timezone.now(), locked(tip)
    _check_lead(found, lead)
    if found.state != TipState.WORKED_ON:
        raise ValidationError({"lead": _("Nobody is in charge of a tip that is new, or closed.")})
    if found.lead_id == lead.pk:
        raise ValidationError({"lead": _("This officer is in charge already.")})
    found.lead = lead
    found.save()
    _append(found, before=found.state, by=by, at=at)
    return found


@transaction.atomic
def reply_to_tip(*, by: User, tip: Tip, text: str, at: datetime | None = None) -> Tip:
    """Write to whoever left the tip, who reads it by the code; who writes first is in charge.

    Raises ValidationError for no words and for a tip that is closed.
    """
    at, found = at or timezone.now(), locked(tip)
    if found.state == TipState.CLOSED:
        raise _misfit(found)
    _say(found, text, by, at)
    return found if found.state == TipState.WORKED_ON else _move(found, TipState.WORKED_ON, by=by, at=at)


@transaction.atomic
def close_tip(*, by: User, tip: Tip, text: str, at: datetime | None = None) -> Tip:
    """The end, with an answer that whoever left the tip reads by the code. Raises ValidationError for no words."""
    at, found = at or timezone.now(), locked(tip)
    _say(found, text, by, at)
    return _move(found, TipState.CLOSED, by=by, at=at)


@transaction.atomic
def turn_tip(*, by: User, tip: Tip, into: Case | Hazard, at: datetime | None = None) -> Tip:
    """Write the case or the hazard that a tip leads to; from then on the tip is worked on.

    Raises ValidationError if it has led to one before, and what `report_case` refuses.
    """
    at, found = at or timezone.now(), locked(tip)
    if found.case_id or found.hazard_id:
        raise ValidationError(_("Somebody was faster: this tip has led to a case or a hazard already."))
    if isinstance(into, Case):
        found.case = report_case(by=by, case=into, at=at)
    else:
        into.officer = by
        found.hazard = enter_hazard(by=by, hazard=into, at=at)
    if found.state == TipState.WORKED_ON:
        found.save()
        return found
    return _move(found, TipState.WORKED_ON, by=by, at=at)


@transaction.atomic
def remove_tip_photo(*, tip: Tip) -> Tip:
    """Take the photo of a tip out for good, such as one that shows a child. The trail says who did and when."""
    found = locked(tip)
    if file := found.photo:
        found.photo = None
        found.save()
        drop_file(stored=file)
    return found


def _move(tip: Tip, after: TipState, *, by: User, at: datetime, lead: User | None = None) -> Tip:
    """Turn a locked tip to another state and append the step; whoever acts first is in charge unless `lead` is."""
    before = tip.state
    if not tip_may_become(before, after):
        raise _misfit(tip)
    tip.state, tip.lead = after, lead or tip.lead or by
    tip.save()
    _append(tip, before=before, by=by, at=at)
    return tip


def _append(tip: Tip, *, before: str, by: User, at: datetime) -> None:
    step = TipStep.objects.create(tip=tip, before=before, after=tip.state, at=at, by=by)
    write_notices(drafts=drafts_of_lead(step, by=by), at=at)


def _say(tip: Tip, text: str, by: User, at: datetime) -> None:
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Write what whoever left the tip is to read.")})
    TipMessage.objects.create(tip=tip, by=by, at=at, text=text)


def _check_lead(tip: Tip, lead: User) -> None:
    if not User.objects.officers().filter(unit_id=tip.unit_id, pk=lead.pk).exists():
        raise ValidationError({"lead": _("Choose an officer of the unit.")})


def _misfit(tip: Tip) -> ValidationError:
    words = {"state": tip.get_state_display()}
    return ValidationError(_("Somebody was faster, or it does not fit: this tip is now “%(state)s”.") % words)
