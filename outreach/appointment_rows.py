"""Appointments as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from campus_safety.rules.catalogue import rule
from outreach.models import Appointment
from outreach.states.appointments import Standing

MARKS = {Standing.PROPOSED: "due", Standing.ISSUED: "wait", Standing.ACTIVE: "done"}


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment, how it stands on a day, and how many days are left if it soon runs out and nothing follows."""

    appointment: Appointment
    standing: Standing
    days_left: int | None

    @property
    def mark(self) -> str:
        """Its mark: due where somebody has to do something."""
        if self.days_left is not None or self.has_moved:
            return "due"
        return MARKS.get(self.standing, "void")

    @property
    def is_open(self) -> bool:
        """Whether it is proposed, still to begin, or in force."""
        return self.standing in MARKS

    @property
    def has_moved(self) -> bool:
        """Whether it is in force, and its officer none of the station's any more."""
        return self.standing == Standing.ACTIVE and self.appointment.has_moved


def row_of(appointment: Appointment, today: date) -> AppointmentRow:
    """An appointment, from `with_names`, as a list shows it on a day."""
    standing = appointment.standing(today)
    left = (appointment.ends_on - today).days
    soon = rule("appointment_warning", today).value or 0
    runs_out = standing == Standing.ACTIVE and not appointment.ended_on and not appointment.is_followed
    return AppointmentRow(appointment, standing, left if runs_out and left <= soon else None)


def rows_of(appointments: Iterable[Appointment], today: date) -> list[AppointmentRow]:
    """Appointments as a list shows them on a day."""
    return [row_of(appointment, today) for appointment in appointments]
