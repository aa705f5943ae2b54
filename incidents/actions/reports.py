"""Reports that programs send: written once, however often they come."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import is_principal
from campus_safety.accounts.unit_choice import UNKNOWN_UNIT
from incidents.actions.cases import report_case
from incidents.claims import ReportClaim
from incidents.models import Case, Category
from patrols.claims import UuidTaken
from schools.models import School

AS_SAID = ("occurred_from", "occurred_until", "facts", "event", "is_off_campus", "place", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Reported:
    """The case, and whether this request wrote it or an earlier one did."""

    case: Case
    is_new: bool


def take_report(*, by: User, claim: ReportClaim, at: datetime | None = None) -> Reported:
    """Write a case as a program reports it; the same claim again changes nothing.

    Raises UuidTaken if the UUID is another user's or came with another body, ValidationError by field for a unit,
    school or category that the user cannot choose, and for what `report_case` refuses.
    """
    try:
        return _taken(by, claim) or _take(by, claim, at or timezone.now())
    except (IntegrityError, ValidationError):  # the same request may have been written in this very moment
        if taken := _taken(by, claim):
            return taken
        raise


def _taken(by: User, claim: ReportClaim) -> Reported | None:
    case = Case.objects.filter(uuid=claim.uuid).first()
    if case is None:
        return None
    if case.entered_by_id != by.pk or case.digest != claim.digest:
        raise UuidTaken
    return Reported(case, is_new=False)


@transaction.atomic
def _take(by: User, claim: ReportClaim, at: datetime) -> Reported:
    said = {name: getattr(claim, name) for name in AS_SAID}
    case = Case(uuid=claim.uuid, digest=claim.digest, category=_category(claim), school=_school(by, claim), **said)
    if is_principal(by) and case.school is not None:
        case.unit, case.way, case.reported_at = case.school.unit, Case.Way.PRINCIPAL, at
    else:
        case.unit, case.way, case.reported_at = _unit(by, claim), _way(claim), claim.reported_at or at
    return Reported(report_case(by=by, case=case, at=at), is_new=True)


def _category(claim: ReportClaim) -> Category:
    category = Category.objects.filter(code=claim.category, is_active=True).first()
    if category is None:
        raise ValidationError({"category": _("There is none such.")})
    return category


def _school(by: User, claim: ReportClaim) -> School | None:
    """The school that is named; a principal's own one need not be."""
    if claim.school is None and not is_principal(by):
        return None
    schools = School.objects.visible_to(by).select_related("unit")
    school = (schools if claim.school is None else schools.filter(pk=claim.school)).first()
    if school is None:
        raise ValidationError({"school": _("There is none such.")})
    return school


def _unit(by: User, claim: ReportClaim) -> Unit:
    """The unit that is named, or the only one of the user's."""
    units = Unit.objects.visible_to(by)
    if not claim.unit and len(by.unit_ids) > 1:
        raise ValidationError({"unit": UNKNOWN_UNIT["required"]})
    stations = units.filter(kind=Unit.Kind.STATION, code=claim.unit)
    unit: Unit | None = (stations if claim.unit else units).first()
    if unit is None:
        raise ValidationError({"unit": UNKNOWN_UNIT["invalid_choice"]})
    return unit


def _way(claim: ReportClaim) -> str:
    if not claim.way:
        raise ValidationError({"way": _("Say by which way it was reported.")})
    return claim.way
