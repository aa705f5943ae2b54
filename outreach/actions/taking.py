"""Activities and requests for event cover that programs send: written once, however often they come."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from outreach.actions.activities import log_activity
from outreach.actions.covers import request_cover
from outreach.claims import ActivityClaim, CoverClaim
from outreach.models import Activity, EventCover, Measure
from patrols.claims import UuidTaken
from schools.models import School

Row = TypeVar("Row", Activity, EventCover)
Claim = ActivityClaim | CoverClaim
OF_AN_ACTIVITY = (
    "kind", "title", "state", "with_leaders", "place", "starts_at", "ends_at", "class_hours", "drill", "drill_min",
    "children", "staff", "parents", "tools", "outcome",
)  # fmt: skip
OF_A_COVER = (
    "title", "is_off_campus", "place", "starts_at", "ends_at", "people", "valuables_watched_by", "wishes", "prepared",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written(Generic[Row]):
    """The row, and whether this request wrote it or an earlier one did."""

    row: Row
    is_new: bool


def take_activity(*, by: User, claim: ActivityClaim) -> Written[Activity]:
    """Write an activity as a program tells it, of the unit of its schools; the same claim again changes nothing.

    Raises UuidTaken if the UUID is another user's or came with another body, ValidationError by field for schools and
    officers that the user cannot choose, measures that are not in use, and for what `log_activity` refuses.
    """
    return _once(Activity, by, claim, lambda: _log(by, claim))


def take_cover(*, by: User, claim: CoverClaim) -> Written[EventCover]:
    """Write a request for event cover as a program tells it; the same claim again changes nothing.

    Raises UuidTaken as above, ValidationError by field for a school that the user cannot choose, a place off campus
    without degrees, and for what `request_cover` refuses.
    """
    return _once(EventCover, by, claim, lambda: _request(by, claim))


def _once(model: type[Row], by: User, claim: Claim, write: Callable[[], Row]) -> Written[Row]:
    try:
        return _written(model, by, claim) or Written(write(), is_new=True)
    except (IntegrityError, ValidationError):  # the same request may have been written in this very moment
        if written := _written(model, by, claim):
            return written
        raise


def _written(model: type[Row], by: User, claim: Claim) -> Written[Row] | None:
    row = model.objects.filter(uuid=claim.uuid).first()
    if row is None:
        return None
    if row.entered_by_id != by.pk or row.digest != claim.digest:
        raise UuidTaken
    return Written(row, is_new=False)


@transaction.atomic
def _log(by: User, claim: ActivityClaim) -> Activity:
    schools = list(School.objects.visible_to(by).filter(pk__in=claim.schools).select_related("unit"))
    officers = list(User.objects.visible_to(by).officers().filter(username__in=claim.officers))
    measures = list(Measure.objects.in_use().filter(number__in=claim.measures))
    _refuse_unknown("schools", claim.schools, {school.pk for school in schools})
    _refuse_unknown("officers", claim.officers, {officer.username for officer in officers})
    _refuse_unknown("measures", claim.measures, {measure.number for measure in measures})
    if not schools:
        raise ValidationError({"schools": _("Choose at least one school.")})
    activity = Activity(unit=schools[0].unit, uuid=claim.uuid, digest=claim.digest)
    for name in OF_AN_ACTIVITY:
        setattr(activity, name, getattr(claim, name))
    return log_activity(by=by, activity=activity, schools=schools, officers=officers, measures=measures)


@transaction.atomic
def _request(by: User, claim: CoverClaim) -> EventCover:
    school = _school(by, claim)
    latitude, longitude = _place(claim, school)
    cover = EventCover(school=school, latitude=latitude, longitude=longitude, uuid=claim.uuid, digest=claim.digest)
    for name in OF_A_COVER:
        setattr(cover, name, getattr(claim, name))
    return request_cover(by=by, cover=cover)


def _school(by: User, claim: CoverClaim) -> School:
    """The school that is named; a principal's own one need not be."""
    if claim.school is None and not is_principal(by):
        raise ValidationError({"school": _("Choose the school.")})
    schools = School.objects.visible_to(by).select_related("unit")
    school = (schools if claim.school is None else schools.filter(pk=claim.school)).first()
    if school is None:
        raise ValidationError({"school": _("There is none such.")})
    return school


def _place(claim: CoverClaim, school: School) -> tuple[float, float]:
    """In degrees; at the school, unless another place is said or it is off campus."""
    if claim.latitude is not None and claim.longitude is not None:
        return claim.latitude, claim.longitude
    if claim.latitude is None and claim.longitude is None and not claim.is_off_campus:
        return school.latitude, school.longitude
    raise ValidationError({"latitude" if claim.latitude is None else "longitude": _("Say where it is.")})


def _refuse_unknown(field: str, named: list[int] | list[str], known: set[int] | set[str]) -> None:
    if set(named) - known:
        raise ValidationError({field: _("There is none such.")})
