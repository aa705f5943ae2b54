"""Letters of appointment."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from outreach.models import Appointment
from outreach.states.appointments import AppointmentState
from schools.models import School

YEARS_3 = timedelta(days=3 * 365)


def make_letter(officer: User, school: School, starts_on: date | None = None, **fields: Any) -> Appointment:
    """An appointment whose letter was issued on the first day of its term, today unless said otherwise."""
    first = starts_on or timezone.localdate()
    serial = Appointment.objects.filter(unit=school.unit, year=first.year).count() + 1
    values = {
        "unit": school.unit,
        "title": Appointment.Title.LAW_KINDERGARTEN,
        "starts_on": first,
        "ends_on": first + YEARS_3,
        "state": AppointmentState.ISSUED,
        "year": first.year,
        "serial": serial,
        "issued_on": first,
        "token": f"token-{first.year}-{serial}",
        "entered_by": officer,
    }
    return Appointment.objects.create(officer=officer, school=school, **values | fields)
