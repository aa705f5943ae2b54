"""Who may do what with an activity, and with the measures. Which activities, `visible_to` has decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer, is_principal

if TYPE_CHECKING:
    from outreach.models import Activity, ActivitySchool


def may_change_activity(user: User, activity: Activity) -> bool:
    """Who puts an activity right, holds or cancels it: who entered it, its officers, the commanders of the unit."""
    if not is_officer(user) or activity.unit_id not in user.unit_ids:
        return False
    is_there = any(officer.pk == user.pk for officer in activity.officers.all())
    return is_there or activity.entered_by_id == user.pk or is_commander(user)


def may_answer_activity(user: User, attendance: ActivitySchool) -> bool:
    """The principal says whether what took place at the own school was so, and may take an objection back."""
    return is_principal(user) and attendance.activity.has_taken_place and not attendance.is_confirmed


def may_edit_measures(user: User) -> bool:
    """The commanders word the measures."""
    return is_commander(user)
