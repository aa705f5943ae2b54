"""Who may do what with disputes that touch a school. Which disputes, `visible_to` has decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer

if TYPE_CHECKING:
    from outreach.models import Dispute


def may_work_on_dispute(user: User, dispute: Dispute) -> bool:
    """Every officer of the unit says what was done."""
    return is_officer(user) and dispute.unit_id in user.unit_ids


def may_end_dispute(user: User, dispute: Dispute) -> bool:
    """The officer in charge and the commanders say that it is resolved or handed on, or take it up again."""
    return may_work_on_dispute(user, dispute) and (dispute.lead_id == user.pk or is_commander(user))


def may_change_dispute(user: User, dispute: Dispute) -> bool:
    """The same put right what was written of it, and hand it over, until it has come to its end."""
    return may_end_dispute(user, dispute) and dispute.is_in_hand
