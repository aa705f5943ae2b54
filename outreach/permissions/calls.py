"""Who may do what with calls to the hotline. Which calls, `visible_to` has decided before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer
from campus_safety.local_days import local_day

if TYPE_CHECKING:
    from outreach.models import Call


def may_work_on_call(user: User, call: Call) -> bool:
    """Every officer of the unit follows a call up, and makes a case, a hazard, an opinion or a tip of it."""
    return is_officer(user) and call.unit_id in user.unit_ids


def may_change_call(user: User, call: Call, today: date) -> bool:
    """Who took a call puts it right on its day; a commander of the unit at any time."""
    is_own = call.taken_by_id == user.pk and local_day(call.called_at) == today
    return may_work_on_call(user, call) and (is_own or is_commander(user))
