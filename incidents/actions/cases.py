"""Cases from report to closure: every step is appended; the table of states says what may follow."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from incidents.models import Case, CaseStep
from incidents.states import (
    CLEARED_UP,
    LED,
    REOPENED_FROM,
    SAYS_WHY,
    CaseState,
    case_may_become,
    is_reopening,
)


@transaction.atomic
def report_case(*, by: User, case: Case, at: datetime | None = None) -> Case:
    """Write a case as it was reported, with the next number of the station's year.

    Raises ValidationError, by field, for times out of order or to come, and for a place that is none.
    """
    at = at or timezone.now()
    _check(case, at)
    case.state, case.entered_by = CaseState.REPORTED, by
    case.year = timezone.localtime(case.reported_at).year
    case.serial = _next_serial(case.unit_id, case.year)
    case.save()
    _append(case, before="", by=by, at=at)
    return case


@transaction.atomic
def accept_case(*, by: User, case: Case, lead: User) -> Case:
    """It is a case: who leads it. Raises ValidationError if that is no active officer of the unit."""
    _check_lead(case, lead)
    return _move(case, CaseState.ACCEPTED, by=by, lead=lead)


@transaction.atomic
def refuse_case(*, by: User, case: Case, text: str) -> Case:
    """It is no case for the station, with the reason."""
    return _move(case, CaseState.NOT_ACCEPTED, by=by, text=text)


@transaction.atomic
def investigate_case(*, by: User, case: Case) -> Case:
    """Work on it begins."""
    return _move(case, CaseState.INVESTIGATING, by=by, only_from=[CaseState.ACCEPTED])


@transaction.atomic
def solve_case(*, by: User, case: Case, text: str, at: datetime | None = None) -> Case:
    """It is known what happened and by whom; the words say how it was found out."""
    at = at or timezone.now()
    return _move(case, CaseState.SOLVED, by=by, text=text, at=at, solved_at=at)


@transaction.atomic
def close_case(*, by: User, case: Case, text: str, at: datetime | None = None) -> Case:
    """Nothing is left to do; the words say what the end was."""
    at = at or timezone.now()
    return _move(case, CaseState.CLOSED, by=by, text=text, at=at, closed_at=at)


@transaction.atomic
def withdraw_case(*, by: User, case: Case, text: str) -> Case:
    """It was none, or who reported it takes it back, with the reason."""
    return _move(case, CaseState.WITHDRAWN, by=by, text=text)


@transaction.atomic
def reopen_case(*, by: User, case: Case, text: str) -> Case:
    """Take up again what had come to an end, with the reason: a case is investigated, a report is decided anew."""
    if _locked(case).state in CLEARED_UP:
        return _reopen(case, CaseState.INVESTIGATING, by=by, text=text)
    return _reopen(case, CaseState.REPORTED, by=by, text=text, lead=None)


def _reopen(case: Case, after: CaseState, *, by: User, text: str, **values: Any) -> Case:
    return _move(case, after, by=by, text=text, only_from=REOPENED_FROM, solved_at=None, closed_at=None, **values)


@transaction.atomic
def assign_case(*, by: User, case: Case, lead: User) -> Case:
    """Hand a case to another lead officer. Raises ValidationError for nobody of the unit, or a case nobody leads."""
    found = _locked(case)
    _check_lead(found, lead)
    if found.state not in LED or found.state == CaseState.CLOSED:
        raise ValidationError({"lead": _("Nobody leads a case that is not accepted, or closed.")})
    found.lead = lead
    found.save()
    return found


def _move(
    case: Case, after: CaseState, *, by: User, text: str = "", at: datetime | None = None,
    only_from: Collection[str] = (), **values: Any,
) -> Case:  # fmt: skip
    """Turn a case, locked, to another state and append the step. Raises ValidationError if that may not follow."""
    found = _locked(case)
    before, text = found.state, text.strip()
    if not case_may_become(before, after) or (only_from and before not in only_from):
        words = {"state": found.get_state_display()}
        raise ValidationError(_("Somebody was faster, or it does not fit: this case is now “%(state)s”.") % words)
    if not text and (after in SAYS_WHY or is_reopening(before, after)):
        raise ValidationError({"text": _("Say why, or what came of it.")})
    found.state = after
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    _append(found, before=before, by=by, at=at or timezone.now(), text=text)
    return found


def _check(case: Case, at: datetime) -> None:
    errors: dict[str, str] = {}
    if case.occurred_until < case.occurred_from:
        errors["occurred_until"] = _("It cannot have ended before it began.")
    if case.reported_at < case.occurred_until:
        errors["reported_at"] = _("It cannot have been reported before it happened.")
    if case.reported_at > at:
        errors["reported_at"] = _("This moment is yet to come.")
    if not case.is_off_campus and case.school_id is None:
        errors["school"] = _("Choose the school, or say that it happened off campus.")
    if case.is_off_campus and not case.place.strip():
        errors["place"] = _("Say where it happened.")
    if not case.facts.strip():
        errors["facts"] = _("Say what happened.")
    if errors:
        raise ValidationError(errors)


def _check_lead(case: Case, lead: User) -> None:
    if not User.objects.officers().filter(unit_id=case.unit_id, pk=lead.pk).exists():
        raise ValidationError({"lead": _("Choose an officer of the unit.")})


def _next_serial(unit_id: int, year: int) -> int:
    """One more than the last number of the year; the unit's row is locked, so that two never get the same."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    last = Case.objects.filter(unit_id=unit_id, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(no_key=True).get(pk=case.pk)


def _append(case: Case, *, before: str, by: User, at: datetime, text: str = "") -> None:
    CaseStep.objects.create(case=case, before=before, after=case.state, at=at, by=by, text=text)
