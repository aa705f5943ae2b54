"""Who may do what with a report: predicates of (user, report)."""

from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander

if TYPE_CHECKING:
    from campus_safety.statistics.models import Report


def reads_report(user: User, report: "Report") -> bool:
    """Commanders of the unit and of those above it."""
    return is_commander(user) and report.unit_id in user.unit_ids


def checks_report(user: User, report: "Report") -> bool:
    """Whoever reads it may go through it and send it back."""
    return reads_report(user, report)


def signs_report(user: User, report: "Report") -> bool:
    """The commander of the very unit: nobody stands for what another station did."""
    return is_commander(user) and report.unit_id == user.unit_id
