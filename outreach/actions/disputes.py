"""Disputes that touch a school: found, worked on, resolved or handed on; every step is appended."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day, midnight
from campus_safety.notices.actions import write_notices
from campus_safety.statistics.actions.marks import mark_months_stale
from outreach.dispute_notices import drafts_of_lead
from outreach.models import Dispute, DisputeStep
from outreach.permissions import works_for
from outreach.states.opinions import DISPUTE_ENDED, DISPUTE_IN_HAND, DisputeState, dispute_may_become

# What can still be put right of a dispute that has not come to its end; who leads it is handed over so.
CHANGEABLE = ("parties", "text", "found_on", "lead_id")


@transaction.atomic
def enter_dispute(*, by: User, dispute: Dispute, at: datetime | None = None) -> Dispute:
    """Write a dispute that was found; the officer in charge is told.

    Raises ValidationError, by field, for a day that is to come, no or unknown parties, nothing said, an officer in
    charge of another unit, and a school that is not of the officer's unit.
    """
    at = at or timezone.now()
    dispute.unit_id, dispute.entered_by = dispute.school.unit_id, by
    errors = dict(_errors_of(dispute, local_day(at)))
    if not works_for(by, dispute.school):
        errors["school"] = _("This school is of another unit.")
    if errors:
        raise ValidationError(errors)
    dispute.save()
    _append(dispute, before="", by=by, at=at)
    write_notices(drafts=drafts_of_lead(dispute, by=by, at=at), at=at)
    return dispute


@transaction.atomic
def change_dispute(*, by: User, dispute: Dispute, at: datetime | None = None) -> Dispute:
    """Put right what was written of a dispute, as `dispute` has it; a new officer in charge is told.

    Raises ValidationError, by field, as `enter_dispute` does, and for a dispute that has come to its end.
    """
    at, found = at or timezone.now(), _locked(dispute)
    if not found.is_in_hand:
        raise ValidationError(_("This dispute has come to its end: take it up again first."))
    lead_id = found.lead_id
    for name in CHANGEABLE:
        setattr(found, name, getattr(dispute, name))
    if errors := dict(_errors_of(found, local_day(at))):
        raise ValidationError(errors)
    found.save()
    if found.lead_id != lead_id:
        write_notices(drafts=drafts_of_lead(found, by=by, at=at), at=at)
    return found


def _errors_of(dispute: Dispute, today: date) -> Iterator[tuple[str, str]]:
    if not dispute.text.strip():
        yield "text", _("Say what it is about.")
    if not dispute.parties or not set(dispute.parties) <= set(Dispute.Party.values):
        yield "parties", _("Say between whom it is.")
    if dispute.found_on > today:
        yield "found_on", _("This day is yet to come.")
    if not User.objects.officers().filter(unit_id=dispute.unit_id, pk=dispute.lead_id).exists():
        yield "lead", _("Choose an officer of the unit.")


@transaction.atomic
def work_on_dispute(*, by: User, dispute: Dispute, text: str, at: datetime | None = None) -> Dispute:
    """Say what was done to end it. Raises ValidationError without words, and once it has come to its end."""
    return _move(dispute, DisputeState.WORKED_ON, by=by, text=text, at=at, only_from=DISPUTE_IN_HAND)


@transaction.atomic
def resolve_dispute(
    *, by: User, dispute: Dispute, text: str, ended_on: date | None = None, at: datetime | None = None
) -> Dispute:  # fmt: skip
    """It is resolved, on a day (today, if not said); the words say how.

    Raises ValidationError, by field, for a day to come or before it was found, and without words.
    """
    return _end(dispute, DisputeState.RESOLVED, by=by, text=text, ended_on=ended_on, at=at)


@transaction.atomic
def hand_on_dispute(
    *, by: User, dispute: Dispute, handed_to: str, text: str, ended_on: date | None = None, at: datetime | None = None
) -> Dispute:  # fmt: skip
    """Another authority works on it from a day on (today, if not said); the words say why.

    Raises ValidationError, by field, without the authority's name, and as `resolve_dispute` does.
    """
    if not handed_to.strip():
        raise ValidationError({"handed_to": _("Say who works on it now.")})
    return _end(
        dispute, DisputeState.HANDED_ON, by=by, text=text, ended_on=ended_on, at=at, handed_to=handed_to.strip()
    )


@transaction.atomic
def take_up_dispute(*, by: User, dispute: Dispute, text: str, at: datetime | None = None) -> Dispute:
    """Take up again what had come to an end, with the reason: it no longer counts as resolved."""
    values = {"ended_on": None, "handed_to": ""}
    return _move(dispute, DisputeState.WORKED_ON, by=by, text=text, at=at, only_from=DISPUTE_ENDED, **values)


def _end(
    dispute: Dispute, after: DisputeState, *, by: User, text: str, ended_on: date | None, at: datetime | None,
    handed_to: str = "",
) -> Dispute:  # fmt: skip
    at = at or timezone.now()
    ended_on = ended_on or local_day(at)
    if ended_on > local_day(at):
        raise ValidationError({"ended_on": _("This day is yet to come.")})
    if ended_on < _locked(dispute).found_on:
        raise ValidationError({"ended_on": _("It had not been found yet.")})
    return _move(dispute, after, by=by, text=text, at=at, ended_on=ended_on, handed_to=handed_to)


def _move(
    dispute: Dispute, after: DisputeState, *, by: User, text: str, at: datetime | None,
    only_from: Collection[str] = DISPUTE_IN_HAND, **values: Any,
) -> Dispute:  # fmt: skip
    """Turn a dispute, locked, to another state and append the step. Raises ValidationError if that may not follow."""
    found, text = _locked(dispute), text.strip()
    before, had_ended_on = found.state, found.ended_on
    if before not in only_from or not dispute_may_become(before, after):
        words = {"state": found.get_state_display()}
        raise ValidationError(_("Somebody was faster, or it does not fit: this dispute is now “%(state)s”.") % words)
    if not text:
        raise ValidationError({"text": _("Say what was done, or why.")})
    found.state = after
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    _append(found, before=before, by=by, at=at or timezone.now(), text=text)
    days = filter(None, [had_ended_on, found.ended_on])
    mark_months_stale(unit_ids=[found.unit_id], moments=map(midnight, days))
    return found


def _locked(dispute: Dispute) -> Dispute:
    return Dispute.objects.select_for_update(no_key=True).get(pk=dispute.pk)


def _append(dispute: Dispute, *, before: str, by: User, at: datetime, text: str = "") -> None:
    DisputeStep.objects.create(dispute=dispute, before=before, after=dispute.state, at=at, by=by, text=text)
