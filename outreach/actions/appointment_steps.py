"""What an appointment goes through once it is proposed: its letter, and its end before the term is over."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day
from campus_safety.notices.actions import write_notices
from outreach.appointment_facts import fault_of_officer
from outreach.appointment_notices import drafts_of_step
from outreach.models import Appointment, AppointmentStep
from outreach.states.appointments import APPOINTMENT_SAYS_WHY, AppointmentState, Ending, appointment_may_become

# 192 bits: nobody guesses the address at which a letter is verified.
TOKEN_BYTES = 24
# A letter is dated so long before its term at most.
EARLIEST_LETTER = timedelta(days=366)


@transaction.atomic
def issue_appointment(
    *, by: User, appointment: Appointment, issued_on: date, at: datetime | None = None
) -> Appointment:  # fmt: skip
    """The school issues the letter, or police note that it did so on paper: it gets the next number of that year.

    Raises ValidationError, by field, for a day to come, after the term or more than a year before it, and for somebody
    who has left the unit.
    """
    at, found = at or timezone.now(), locked(appointment)
    if issued_on > local_day(at):
        raise ValidationError({"issued_on": _("This day is yet to come.")})
    if issued_on < found.starts_on - EARLIEST_LETTER:
        raise ValidationError({"issued_on": _("This is more than a year before the term begins.")})
    if issued_on > found.ends_on:
        raise ValidationError({"issued_on": _("By then the term is over.")})
    if faults := [words for _field, words in fault_of_officer(found)]:
        raise ValidationError(faults)
    return _move(
        found, AppointmentState.ISSUED, by=by, at=at, issued_on=issued_on, year=issued_on.year,
        serial=_next_serial(found.unit_id, issued_on.year), token=secrets.token_urlsafe(TOKEN_BYTES),
    )  # fmt: skip


@transaction.atomic
def withdraw_appointment(*, by: User, appointment: Appointment, text: str, at: datetime | None = None) -> Appointment:
    """Take a proposal back, with the reason; what it was to follow can be followed by another."""
    found = locked(appointment)
    return _move(found, AppointmentState.WITHDRAWN, by=by, at=at or timezone.now(), text=text, follows=None)


@transaction.atomic
def dismiss_appointment(
    *, by: User, appointment: Appointment, ended_on: date, text: str, at: datetime | None = None
) -> Appointment:  # fmt: skip
    """End an appointment with the reason; `ended_on` is its last day, today or before it begins for one to come.

    Raises ValidationError, by field, for a day after the term, or before it if it has begun, and without a reason.
    """
    found = locked(appointment)
    return end_appointment(found, Ending.DISMISSED, ended_on=ended_on, by=by, text=text, at=at or timezone.now())


def end_appointment(
    appointment: Appointment, ending: Ending, *, ended_on: date, by: User, text: str, at: datetime
) -> Appointment:  # fmt: skip
    """Cut the term of an appointment, locked, short. Raises ValidationError, by field, as its callers say."""
    if ended_on >= appointment.ends_on:
        raise ValidationError({"ended_on": _("By then the term is over anyhow.")})
    if ended_on < appointment.starts_on <= local_day(at):
        raise ValidationError({"ended_on": _("By then the term had not begun.")})
    return _move(appointment, AppointmentState.ENDED, by=by, at=at, text=text, ended_on=ended_on, ending=ending)


def locked(appointment: Appointment) -> Appointment:
    """The appointment as it is now, locked until the transaction ends."""
    return Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)


def _move(
    found: Appointment, after: AppointmentState, *, by: User, at: datetime, text: str = "", **values: Any
) -> Appointment:  # fmt: skip
    """Turn an appointment, locked, to another state and append the step. Raises ValidationError if that cannot be."""
    before, text = found.state, text.strip()
    if not appointment_may_become(before, after):
        words = {"state": found.get_state_display()}
        raise ValidationError(_("Somebody was faster, or it does not fit: it is “%(state)s” now.") % words)
    if not text and after in APPOINTMENT_SAYS_WHY:
        raise ValidationError({"text": _("Say why.")})
    found.state = after
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    append_step(found, before=before, by=by, at=at, text=text)
    return found


def append_step(appointment: Appointment, *, before: str, by: User, at: datetime, text: str = "") -> None:
    """Add a step, from the state before to the one that the appointment has; tell whom it concerns."""
    step = AppointmentStep.objects.create(
        appointment=appointment, before=before, after=appointment.state, at=at, by=by, text=text
    )
    write_notices(drafts=drafts_of_step(step), at=at)


def _next_serial(unit_id: int, year: int) -> int:
    """One more than the last number of the year; the unit's row is locked, so that two never get the same."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    last = Appointment.objects.filter(unit_id=unit_id, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1
