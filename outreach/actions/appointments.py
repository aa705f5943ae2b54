"""Appointments as they are proposed, renewed and handed over; what becomes of them then is in `appointment_steps`."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from outreach.actions.appointment_steps import append_step, end_appointment, locked
from outreach.appointment_facts import facts_of, faults_of
from outreach.appointment_rules import findings, title_for
from outreach.findings import Finding, Weight
from outreach.models import Appointment
from outreach.permissions import works_for
from outreach.states.appointments import AppointmentState, Ending


@transaction.atomic
def propose_appointment(
    *, by: User, appointment: Appointment, accepted: Collection[str] = (), at: datetime | None = None
) -> Appointment:
    """Propose an officer to a school for a term, by the rules of its first day; its title is the one of that day.

    `accepted` are the keys of the rules that it is warned of and proposed nevertheless: they stay with it. Raises
    ValidationError, by field, for an officer who is none of the school's unit, days out of order, a term at the same
    school that shares a day, what a rule blocks (with its article), and what is warned of and not accepted.
    """
    # Of two proposals at once the second one sees the first: an officer's last place is given once.
    User.objects.select_for_update(no_key=True).get(pk=appointment.officer_id)
    if not works_for(by, appointment.school):
        raise PermissionDenied
    if faults := dict(faults_of(appointment)):
        raise ValidationError(faults)
    facts = facts_of(appointment)
    found = findings(facts)
    _check(found, accepted)
    appointment.warnings = [finding.rule.key for finding in _of_weight(found, Weight.WARNED)]
    appointment.title = title_for(facts.levels, facts.first_day)
    appointment.unit_id = appointment.school.unit_id
    appointment.is_retired = appointment.age is not None
    appointment.state, appointment.entered_by = AppointmentState.PROPOSED, by
    appointment.save()
    append_step(appointment, before="", by=by, at=at or timezone.now())
    return appointment


@transaction.atomic
def renew_appointment(
    *, by: User, appointment: Appointment, successor: Appointment, accepted: Collection[str] = (),
    at: datetime | None = None,
) -> Appointment:  # fmt: skip
    """Propose the officer to the same school again, for a term after the one that runs out: the days of `successor`.

    Returns the successor. Raises ValidationError as `propose_appointment` does, and for an appointment without a
    letter, cut short, or followed already.
    """
    found = _to_be_followed(appointment)
    successor.officer = found.officer
    return _follow(found, successor, by=by, accepted=accepted, at=at)


@transaction.atomic
def hand_over_appointment(
    *, by: User, appointment: Appointment, successor: Appointment, text: str, accepted: Collection[str] = (),
    at: datetime | None = None,
) -> Appointment:  # fmt: skip
    """End an appointment on the day before another officer's begins, and propose that one for the same school.

    Returns the successor. Raises ValidationError as `renew_appointment` does, for the same officer, for a first day
    outside the term, and without a reason.
    """
    found, at = _to_be_followed(appointment), at or timezone.now()
    if successor.officer_id == found.officer_id:
        raise ValidationError({"officer": _("This officer has it already: renew it instead.")})
    if not found.starts_on < successor.starts_on <= found.ends_on:
        raise ValidationError({"starts_on": _("Choose a day within the term, after its first one.")})
    last = successor.starts_on - timedelta(days=1)
    end_appointment(found, Ending.HANDED_OVER, ended_on=last, by=by, text=text, at=at)
    return _follow(found, successor, by=by, accepted=accepted, at=at)


def _to_be_followed(appointment: Appointment) -> Appointment:
    """The appointment, locked. Raises ValidationError unless it has a letter, runs its term and nothing follows it."""
    found = locked(appointment)
    if found.state != AppointmentState.ISSUED:
        raise ValidationError(_("Only an appointment with a letter that was not cut short goes on."))
    if found.is_followed:
        raise ValidationError(_("It was renewed or handed over already."))
    return found


def _follow(
    found: Appointment, successor: Appointment, *, by: User, accepted: Collection[str], at: datetime | None
) -> Appointment:  # fmt: skip
    successor.school, successor.follows = found.school, found
    return propose_appointment(by=by, appointment=successor, accepted=accepted, at=at)


def _check(found: Iterable[Finding], accepted: Collection[str]) -> None:
    """Refuse what a rule blocks, and what is warned of and not accepted. Raises ValidationError, by field."""
    blocked = {finding.field: finding.sentence for finding in _of_weight(found, Weight.BLOCKED)}
    if blocked:
        raise ValidationError(blocked)
    open_ones = [finding for finding in _of_weight(found, Weight.WARNED) if finding.rule.key not in accepted]
    if open_ones:
        raise ValidationError({"accepted": [finding.sentence for finding in open_ones]})


def _of_weight(found: Iterable[Finding], weight: Weight) -> list[Finding]:
    return [finding for finding in found if finding.weight == weight]
