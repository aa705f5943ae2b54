"""Cases as they are reported, and what is put right of them later; their steps are in `steps`."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.days import FIRST_YEAR
from campus_safety.geo.outlines import is_within
from campus_safety.geo.places import check_place
from campus_safety.local_days import local_day
from campus_safety.statistics.actions.marks import mark_months_stale
from incidents.actions.steps import append_step, locked
from incidents.models import Case
from incidents.states import CaseState

# What can still be put right of a case that is not at its end; number, unit and who entered it stay.
CHANGEABLE = (
    "category_id", "school_id", "event", "is_off_campus", "place", "latitude", "longitude", "occurred_from",
    "occurred_until", "reported_at", "way", "facts",
)  # fmt: skip
LONGEST_SPAN = timedelta(days=731)


@transaction.atomic
def report_case(*, by: User, case: Case, at: datetime | None = None) -> Case:
    """Write a case as it was reported, with the next number of the station's year.

    A place outside the unit's outline is kept and flagged. Raises ValidationError, by field, for times out of order, to
    come or absurd, a place that is none, and a school of another unit.
    """
    at = at or timezone.now()
    check_case(case, at)
    case.state, case.entered_by = CaseState.REPORTED, by
    case.year = timezone.localtime(case.reported_at).year
    case.serial = _next_serial(case.unit_id, case.year)
    case.save()
    append_step(case, before="", by=by, at=at)
    mark_months_stale(unit_ids=[case.unit_id], moments=[case.reported_at])
    return case


@transaction.atomic
def change_case(*, case: Case, at: datetime | None = None) -> Case:
    """Put right what was written of a case that is not at its end, as `case` has it; the trail says by whom.

    Raises ValidationError, by field, as `report_case` does, for a report in another year than its number says, and for
    times that what was entered since does not bear.
    """
    found = locked(case)
    if not found.is_open:
        raise ValidationError(_("This case is at its end: nothing of it is changed any more."))
    reported_at = found.reported_at
    for name in CHANGEABLE:
        setattr(found, name, getattr(case, name))
    check_case(found, at or timezone.now())
    if errors := dict(_errors_of_changed_times(found)):
        raise ValidationError(errors)
    found.save()
    moments = [moment for moment in (reported_at, found.reported_at, found.solved_at) if moment]
    mark_months_stale(unit_ids=[found.unit_id], moments=moments)
    return found


def check_case(case: Case, at: datetime) -> None:
    """Refuse what cannot be, and say in the row whether its place lies outside. Raises ValidationError, by field."""
    errors = dict(_errors_of_times(case, at)) | dict(_errors_of_place(case))
    if not case.facts.strip():
        errors["facts"] = _("Say what happened.")
    if errors:
        raise ValidationError(errors)
    case.is_outside = _is_outside(case)


def _errors_of_times(case: Case, at: datetime) -> Iterator[tuple[str, str]]:
    if timezone.localtime(case.occurred_from).year < FIRST_YEAR:
        yield "occurred_from", _("Before the year %(year)s is too long ago.") % {"year": FIRST_YEAR}
    if case.occurred_until < case.occurred_from:
        yield "occurred_until", _("It cannot have ended before it began.")
    elif case.occurred_until > at:
        yield "occurred_until", _("This moment is yet to come.")
    elif case.occurred_until - case.occurred_from > LONGEST_SPAN:
        yield "occurred_until", _("This is more than two years after it began.")
    if case.reported_at > at:
        yield "reported_at", _("This moment is yet to come.")
    elif case.reported_at < case.occurred_until <= at:
        yield "reported_at", _("It cannot have been reported before it happened.")


def _errors_of_changed_times(case: Case) -> Iterator[tuple[str, str]]:
    """What the number of a case and the things entered of it do not bear: two queries."""
    if case.items.filter(recovered_on__lt=local_day(case.occurred_from)).exists():
        yield "occurred_from", _("Something of it was recovered before.")
    if timezone.localtime(case.reported_at).year != case.year:
        yield "reported_at", _("Its number is of the year %(year)s: the report stays in it.") % {"year": case.year}
    elif case.actions.filter(ended_at__lt=case.reported_at).exists():
        yield "reported_at", _("An action on it had ended before.")


def _errors_of_place(case: Case) -> Iterator[tuple[str, str]]:
    if not case.is_off_campus and case.school is None:
        yield "school", _("Choose the school, or say that it happened off campus.")
    if case.school is not None and case.school.unit_id != case.unit_id:
        yield "school", _("This school is of another unit.")
    if case.is_off_campus and not case.place.strip():
        yield "place", _("Say where it happened.")
    latitude, longitude = case.latitude, case.longitude
    if latitude is None or longitude is None:
        if latitude is not longitude:
            yield "latitude" if latitude is None else "longitude", _("A place has both numbers, or none.")
        return
    try:
        check_place(latitude, longitude)
    except ValidationError as error:
        yield from ((field, messages[0]) for field, messages in error.message_dict.items())


def _is_outside(case: Case) -> bool:
    """Whether its place lies outside the unit's outline; what has no place, or a unit no outline, does not."""
    if case.latitude is None or case.longitude is None or not case.unit.outline:
        return False
    return not is_within((case.latitude, case.longitude), case.unit.outline)


def _next_serial(unit_id: int, year: int) -> int:
    """One more than the last number of the year; the unit's row is locked, so that two never get the same."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    last = Case.objects.filter(unit_id=unit_id, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1
