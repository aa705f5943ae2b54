"""Who may do what with a tip. Which tips, `visible_to` has decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer

if TYPE_CHECKING:
    from outreach.models import Tip


def may_work_on_tip(user: User, tip: Tip) -> bool:
    """Who answers and decides: the officer in charge and the commanders; while nobody is, every officer of the unit."""
    is_ours = is_officer(user) and tip.unit_id in user.unit_ids
    return is_ours and (tip.lead_id in {None, user.pk} or is_commander(user))


def may_turn_tip(user: User, tip: Tip) -> bool:
    """Who makes a case or a hazard of a tip, as long as it has led to neither."""
    return may_work_on_tip(user, tip) and tip.case_id is None and tip.hazard_id is None
