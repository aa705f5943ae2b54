"""What a case goes through: every step is appended; the table of states says what may follow."""

from collections.abc import Collection, Set
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.local_days import local_day, midnight
from campus_safety.notices.actions import write_notices
from campus_safety.statistics.actions.marks import mark_months_stale
from incidents.models import Case, CaseStep
from incidents.notifying import drafts_of_step
from incidents.states import (
    CLEARED_UP,
    IN_HAND,
    NO_CASE,
    REOPENED_FROM,
    SAYS_WHY,
    WORKED_ON,
    CaseState,
    case_may_become,
    is_reopening,
)

USUAL_DAYS = 30
LONGEST = timedelta(days=366)


@transaction.atomic
def accept_case(
    *, by: User, case: Case, lead: User, due_on: date | None = None, at: datetime | None = None
) -> Case:  # fmt: skip
    """It is a case: who leads it, and by when it is to be solved, 30 days from now unless said otherwise.

    Raises ValidationError for a lead who is no active officer of the unit, and for a deadline that is over or more than
    a year ahead.
    """
    at = at or timezone.now()
    due_on = due_on or local_day(at) + timedelta(days=USUAL_DAYS)
    _check_lead(case, lead)
    _check_deadline(due_on, local_day(at))
    return _move(case, CaseState.ACCEPTED, by=by, at=at, lead=lead, due_on=due_on)


@transaction.atomic
def refuse_case(*, by: User, case: Case, text: str, at: datetime | None = None) -> Case:
    """It is no case for the station, with the reason."""
    return _move(case, CaseState.NOT_ACCEPTED, by=by, text=text, at=at)


@transaction.atomic
def investigate_case(*, by: User, case: Case, at: datetime | None = None) -> Case:
    """Work on it begins."""
    return _move(case, CaseState.INVESTIGATING, by=by, at=at, only_from=[CaseState.ACCEPTED])


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
def withdraw_case(*, by: User, case: Case, text: str, at: datetime | None = None) -> Case:
    """It was none, or the principal who reported it takes it back, with the reason, as long as nobody has decided."""
    only_from = [CaseState.REPORTED] if is_principal(by) else []
    return _move(case, CaseState.WITHDRAWN, by=by, text=text, at=at, only_from=only_from)


@transaction.atomic
def reopen_case(*, by: User, case: Case, text: str, at: datetime | None = None) -> Case:
    """Take up again what had come to an end, with the reason: a case is investigated, a report is decided anew.

    A case whose deadline is over is given the usual one.
    """
    at = at or timezone.now()
    found = locked(case)
    if found.state not in CLEARED_UP:
        return _reopen(found, CaseState.REPORTED, by=by, text=text, at=at, lead=None, due_on=None)
    today = local_day(at)
    is_over = found.due_on is None or found.due_on < today
    due_on = today + timedelta(days=USUAL_DAYS) if is_over else found.due_on
    return _reopen(found, CaseState.INVESTIGATING, by=by, text=text, at=at, due_on=due_on)


def _reopen(case: Case, after: CaseState, *, by: User, text: str, at: datetime, **values: Any) -> Case:
    values |= {"solved_at": None, "closed_at": None}
    return _move(case, after, by=by, text=text, at=at, only_from=REOPENED_FROM, **values)


@transaction.atomic
def assign_case(*, by: User, case: Case, lead: User, at: datetime | None = None) -> Case:
    """Hand a case to another lead officer.

    Raises ValidationError for nobody of the unit, who leads it already, and a case nobody leads any more or yet.
    """
    found = locked(case)
    _check_lead(found, lead)
    if found.state not in IN_HAND:
        raise ValidationError({"lead": _("Nobody leads a case that is not accepted, or closed.")})
    if found.lead_id == lead.pk:
        raise ValidationError({"lead": _("This officer leads it already.")})
    found.lead = lead
    found.save()
    append_step(found, before=found.state, by=by, at=at or timezone.now(), lead=lead)
    return found


@transaction.atomic
def move_deadline(*, by: User, case: Case, due_on: date, text: str, at: datetime | None = None) -> Case:
    """Move the day by which a case is to be solved, with the reason.

    Raises ValidationError, by field, for a day that is over or more than a year ahead, without a reason, and for a case
    that nobody works on.
    """
    at, found, text = at or timezone.now(), locked(case), text.strip()
    if found.state not in WORKED_ON:
        raise ValidationError({"due_on": _("Only a case that is worked on has a deadline.")})
    _check_deadline(due_on, local_day(at))
    if not text:
        raise ValidationError({"text": _("Say why the deadline moves.")})
    found.due_on = due_on
    found.save()
    append_step(found, before=found.state, by=by, at=at, text=text, due_on=due_on)
    return found


def _move(
    case: Case, after: CaseState, *, by: User, text: str = "", at: datetime | None = None,
    only_from: Collection[str] = (), **values: Any,
) -> Case:  # fmt: skip
    """Turn a case, locked, to another state and append the step. Raises ValidationError if that may not follow."""
    found = locked(case)
    before, was_solved_at, text = found.state, found.solved_at, text.strip()
    if not case_may_become(before, after) or (only_from and before not in only_from):
        words = {"state": found.get_state_display()}
        raise ValidationError(_("Somebody was faster, or it does not fit: this case is now “%(state)s”.") % words)
    if not text and (after in SAYS_WHY or is_reopening(before, after)):
        raise ValidationError({"text": _("Say why, or what came of it.")})
    found.state = after
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    settled = {name: values.get(name) for name in ("lead", "due_on")}
    append_step(found, before=before, by=by, at=at or timezone.now(), text=text, **settled)
    moments = [found.reported_at, was_solved_at, found.solved_at, *_recoveries(found, {before, after})]
    mark_months_stale(unit_ids=[found.unit_id], moments=filter(None, moments))
    return found


def _recoveries(case: Case, states: Set[str]) -> list[datetime]:
    """When something of a case was recovered, if a step between these states makes it count, or no longer count."""
    if states.isdisjoint(NO_CASE):
        return []
    days = case.items.filter(recovered_on__isnull=False).values_list("recovered_on", flat=True)
    return [midnight(day) for day in days if day]


def _check_lead(case: Case, lead: User) -> None:
    if not User.objects.officers().filter(unit_id=case.unit_id, pk=lead.pk).exists():
        raise ValidationError({"lead": _("Choose an officer of the unit.")})


def _check_deadline(due_on: date, today: date) -> None:
    if due_on < today:
        raise ValidationError({"due_on": _("The deadline lies in the past.")})
    if due_on > today + LONGEST:
        raise ValidationError({"due_on": _("The deadline is more than a year ahead.")})


def locked(case: Case) -> Case:
    """The case as it is now, locked until the transaction ends."""
    return Case.objects.select_for_update(no_key=True).get(pk=case.pk)


def append_step(
    case: Case, *, before: str, by: User, at: datetime, text: str = "", lead: User | None = None,
    due_on: date | None = None,
) -> None:  # fmt: skip
    """Add a step to what a case went through, from the state before to the one that it has; tell whom it concerns."""
    step = CaseStep.objects.create(
        case=case, before=before, after=case.state, at=at, by=by, text=text, lead=lead, due_on=due_on
    )
    write_notices(drafts=drafts_of_step(step), at=at)
