"""What becomes of a call to the hotline: a case, a hazard, an opinion or a tip; one of them, and once."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from incidents.actions import report_case
from incidents.models import Case
from outreach.actions.calls import locked
from outreach.actions.opinions import enter_opinion
from outreach.actions.tips import enter_tip
from outreach.models import Call, Opinion, Tip
from schools.actions import enter_hazard
from schools.models import Hazard, School

# Who speaks for a school: what they tell of is reported by the school.
OF_SCHOOL = (Call.Caller.HEAD, Call.Caller.STAFF)


@transaction.atomic
def turn_into_case(*, by: User, call: Call, case: Case, at: datetime | None = None) -> Case:
    """Report a case that came by the hotline when the call did.

    Raises ValidationError, by field, as `report_case` does, and if the call became something already.
    """
    found = _unturned(call)
    case.unit_id, case.way, case.reported_at = found.unit_id, Case.Way.HOTLINE, found.called_at
    found.case = report_case(by=by, case=case, at=at)
    found.save()
    return found.case


@transaction.atomic
def turn_into_hazard(*, by: User, call: Call, hazard: Hazard, at: datetime | None = None) -> Hazard:
    """Enter a hazard of which a school or somebody from the public told on the hotline; `by` is in charge of it.

    Raises ValidationError for a school of another unit, and if the call became something already.
    """
    found = _unturned(call)
    _check_school(found, hazard.school)
    hazard.unit_id, hazard.officer = found.unit_id, by
    hazard.source = Hazard.Source.SCHOOL if found.caller in OF_SCHOOL else Hazard.Source.PUBLIC
    found.hazard = enter_hazard(by=by, hazard=hazard, at=at)
    found.save()
    return found.hazard


@transaction.atomic
def turn_into_opinion(*, by: User, call: Call, opinion: Opinion, at: datetime | None = None) -> Opinion:
    """Enter what a school asks for or complains of; its clock runs from the call.

    Raises ValidationError, by field, as `enter_opinion` does, and if the call became something already.
    """
    found = _unturned(call)
    _check_school(found, opinion.school)
    opinion.way, opinion.received_at = Opinion.Way.CALL, found.called_at
    found.opinion = enter_opinion(by=by, opinion=opinion, at=at)
    found.save()
    return found.opinion


@transaction.atomic
def turn_into_tip(
    *, by: User, call: Call, category: str, text: str, school: School | None = None, at: datetime | None = None
) -> tuple[Tip, str]:  # fmt: skip
    """Enter a tip, and return it with the code that the officer reads out to the caller.

    Raises ValidationError, by field, as `enter_tip` does, and if the call became something already.
    """
    found = _unturned(call)
    found.tip, code = enter_tip(by=by, unit=found.unit, category=category, text=text, school=school, at=at)
    found.save()
    return found.tip, code


def _unturned(call: Call) -> Call:
    """The call, locked until the transaction ends. Raises ValidationError if it became something already."""
    found = locked(call)
    if found.has_turned:
        raise ValidationError(_("Somebody was faster: this call became something already."))
    return found


def _check_school(call: Call, school: School | None) -> None:
    if school is None or school.unit_id != call.unit_id:
        raise ValidationError({"school": _("Choose a school of the unit.")})
