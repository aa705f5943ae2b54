"""Who may do what with an appointment. Which ones, `visible_to` has decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer, is_principal

if TYPE_CHECKING:
    from outreach.models import Appointment


def may_work_on_appointment(user: User, appointment: Appointment) -> bool:
    """Police of the unit: they propose, withdraw what is only proposed, and read what the rules say."""
    return is_officer(user) and appointment.unit_id in user.unit_ids


def may_issue(user: User, appointment: Appointment) -> bool:
    """The principal issues the letter; police of the unit note that the school did so on paper."""
    return is_principal(user) or may_work_on_appointment(user, appointment)


def may_renew(user: User, appointment: Appointment) -> bool:
    """Police of the unit, where nothing follows it yet."""
    return may_work_on_appointment(user, appointment) and not appointment.is_followed


def may_dismiss(user: User, appointment: Appointment) -> bool:
    """A commander of the unit, as long as the term is not over."""
    is_over = appointment.last_day < timezone.localdate()
    return is_commander(user) and may_work_on_appointment(user, appointment) and not is_over


def may_hand_over(user: User, appointment: Appointment) -> bool:
    """A commander of the unit, as long as the term is not over and nothing follows it yet."""
    return may_dismiss(user, appointment) and not appointment.is_followed


def may_evaluate(user: User, appointment: Appointment) -> bool:
    """The principal says what the school thinks, once the letter is issued and the term has begun."""
    has_begun = appointment.starts_on <= timezone.localdate()
    return is_principal(user) and appointment.has_letter and has_begun
