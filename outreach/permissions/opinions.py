"""Who may do what with what a school asks for or complains of. Which rows, `visible_to` has decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal

if TYPE_CHECKING:
    from outreach.models import Opinion


def may_answer_opinion(user: User, opinion: Opinion) -> bool:
    """Police of the unit answer."""
    return is_officer(user) and opinion.unit_id in user.unit_ids


def may_settle_opinion(user: User, opinion: Opinion) -> bool:
    """The principal says what the school thinks of the answer.

    What did not come by the portal is of a school that may have no account: of that, police note what it said.
    """
    by_word = opinion.way != opinion.Way.PORTAL and may_answer_opinion(user, opinion)
    return is_principal(user) or by_word


def may_reopen_opinion(user: User, opinion: Opinion) -> bool:
    """The principal, or police of the unit who see that the answer does not do."""
    return is_principal(user) or may_answer_opinion(user, opinion)
