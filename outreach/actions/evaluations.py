"""What the school thinks of its vice-principal's work, once a school year (Order 52 and the practice of provinces)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.calendars.glance import first_and_last, school_year_of
from campus_safety.local_days import local_day
from outreach.actions.appointment_steps import locked
from outreach.models import Appointment, Evaluation


@transaction.atomic
def evaluate_appointment(
    *, by: User, appointment: Appointment, school_year: int, mark: str, text: str = "", at: datetime | None = None
) -> Evaluation:  # fmt: skip
    """Note what the school thinks; `school_year` is the calendar year in which it begins (1 September).

    Raises ValidationError, by field, for a year that has not begun or in which the appointment did not hold, one that
    was evaluated already, and a low mark without words.
    """
    at, found = at or timezone.now(), locked(appointment)
    first, last = first_and_last(school_year)
    if school_year > school_year_of(local_day(at)):
        raise ValidationError({"school_year": _("This school year is yet to come.")})
    if not found.has_letter or found.last_day < first or found.starts_on > last:
        raise ValidationError({"school_year": _("In this school year the appointment did not hold.")})
    if found.evaluations.filter(school_year=school_year).exists():
        raise ValidationError({"school_year": _("This school year is evaluated already.")})
    if mark in {Evaluation.Mark.WEAK, Evaluation.Mark.FAILED} and not text.strip():
        raise ValidationError({"text": _("Say what was missing.")})
    return Evaluation.objects.create(
        appointment=found, school_year=school_year, mark=mark, text=text.strip(), at=at, by=by
    )
