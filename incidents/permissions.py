"""Who may do what with a case. Which cases, `visible_to` has decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import has_area, is_commander, is_officer, is_principal

if TYPE_CHECKING:
    from incidents.models import Case, CaseAction


def works_with_cases(user: User) -> bool:
    """Police of a station or above, and the principals, who report and see how far their cases are."""
    return has_area(user) or is_principal(user)


def reads_cases(user: User) -> bool:
    """Police of a station or above: the lists of actions and property, the map, the notes that were sent."""
    return has_area(user)


def may_read_case(user: User, case: Case) -> bool:
    """Police of the unit read all of it; a principal sees number, state, category, dates and whom to call."""
    return is_officer(user) and case.unit_id in user.unit_ids


def may_work_on_case(user: User, case: Case) -> bool:
    """Who decides and changes: the lead officer and the commanders; while nobody leads, every officer of the unit."""
    return may_read_case(user, case) and (case.lead_id in {None, user.pk} or is_commander(user))


def may_add_to_case(user: User, case: Case) -> bool:
    """Who enters actions, property and people: every officer of the unit, from acceptance to closure."""
    return may_read_case(user, case) and case.is_in_hand


def may_change_action(user: User, action: CaseAction) -> bool:
    """Who puts an action right: who entered it, who leads one of its cases, commanders; all its cases are in hand."""
    cases = action.cases.all()
    leads = any(case.lead_id == user.pk for case in cases)
    of_unit = is_officer(user) and action.unit_id in user.unit_ids
    is_theirs = action.entered_by_id == user.pk or leads or is_commander(user)
    return of_unit and is_theirs and all(case.is_in_hand for case in cases)


def may_learn_from_case(user: User, case: Case) -> bool:
    """Who adds extra windows because of a case: every officer of the unit, once it is accepted, closed or not."""
    return may_read_case(user, case) and case.is_led


def may_confirm_note(user: User) -> bool:
    """The principals say that they have read a prevention note; which notes, `visible_to` has decided."""
    return is_principal(user)


def may_see_people(user: User, case: Case) -> bool:
    """Who sees people in full, for a reason: the lead officer, the commanders, and whom a colleague named in an action.

    An action that officers enter themselves opens nothing to them.
    """
    if not may_read_case(user, case):
        return False
    if case.lead_id == user.pk or is_commander(user):
        return True
    return user.case_actions.filter(cases=case).exclude(entered_by=user).exists()


def may_reopen_case(user: User, case: Case) -> bool:
    """A commander of the unit takes up again what had come to an end."""
    return is_commander(user) and may_read_case(user, case) and case.has_ended


def may_withdraw_report(user: User, case: Case) -> bool:
    """A principal takes back what was reported and not decided yet."""
    return is_principal(user) and case.entered_by_id == user.pk and case.is_undecided


def may_withdraw(user: User, case: Case) -> bool:
    """Who decides on a case withdraws it, and the principal who reported it as long as nobody has."""
    return may_work_on_case(user, case) or may_withdraw_report(user, case)


def may_change_case(user: User, case: Case) -> bool:
    """Who decides on a case puts right what was written of it, until it is at its end."""
    return may_work_on_case(user, case) and case.is_open
