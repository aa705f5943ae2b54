"""Who may make, change and end rounds of feedback. Which rounds, `visible_to` has decided before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer

if TYPE_CHECKING:
    from outreach.models import FeedbackRound


def may_change_round(user: User, asked: FeedbackRound, today: date) -> bool:
    """Police of the unit, as long as it is not over: what is published stays as it is."""
    return is_officer(user) and asked.unit_id in user.unit_ids and not asked.is_closed(today)


def may_end_round(user: User, asked: FeedbackRound, today: date) -> bool:
    """A commander of the unit ends a round before its last day."""
    return is_commander(user) and may_change_round(user, asked, today) and asked.first_day <= today < asked.last_day
