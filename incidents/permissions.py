"""Who may do what with a case. Which cases, `visible_to` has decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer, is_principal

if TYPE_CHECKING:
    from incidents.models import Case


def works_with_cases(user: User) -> bool:
    """Police, and the principals, who report and see how far their cases are."""
    return is_officer(user) or is_principal(user)


def may_read_case(user: User, case: Case) -> bool:
    """Police of the unit read all of it; a principal sees number, state, category, dates and whom to call."""
    return is_officer(user) and case.unit_id in user.unit_ids


def may_work_on_case(user: User, case: Case) -> bool:
    """The lead officer and the commanders of the unit; as long as nobody leads, every officer of the unit."""
    of_unit = is_officer(user) and case.unit_id in user.unit_ids
    return of_unit and (case.lead_id in {None, user.pk} or is_commander(user))


def may_reopen_case(user: User, case: Case) -> bool:
    """A commander of the unit takes up again what had come to an end."""
    return is_commander(user) and case.unit_id in user.unit_ids and case.has_ended
