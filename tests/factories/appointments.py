"""Appointments for tests."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from outreach.actions.appointment_steps import issue_appointment
from outreach.actions.appointments import propose_appointment
from outreach.findings import TERM, TRAINING
from outreach.models import Appointment
from schools.models import School


def an_appointment(officer: User, school: School, starts_on: date | None = None, **fields: Any) -> Appointment:
    """One to be proposed: two years from today on, after eight hours of training, unless said otherwise."""
    first = starts_on or timezone.localdate()
    values = {"starts_on": first, "ends_on": first + timedelta(days=730), "trained_hours": 8}
    return Appointment(officer=officer, school=school, **values | fields)


def propose(officer: User, school: School, starts_on: date | None = None, **fields: Any) -> Appointment:
    """A proposal of the officer's own; whatever is only warned of is accepted."""
    proposal = an_appointment(officer, school, starts_on, **fields)
    return propose_appointment(by=officer, appointment=proposal, accepted=[TERM, TRAINING])


def appoint(officer: User, school: School, starts_on: date | None = None, **fields: Any) -> Appointment:
    """An appointment whose letter is dated of its first day, or of today if that is yet to come."""
    proposed = propose(officer, school, starts_on, **fields)
    issued_on = min(proposed.starts_on, timezone.localdate())
    return issue_appointment(by=officer, appointment=proposed, issued_on=issued_on)
