"""Reading tips."""

from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from outreach.states.tips import TipState

if TYPE_CHECKING:
    from outreach.models import Tip


class TipQuerySet(models.QuerySet["Tip"]):
    """Tips."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units, and nobody else's: whoever left one follows it by its code."""
        return self.filter(unit_id__in=user.unit_ids)

    def in_hand(self) -> Self:
        """Those that have not come to their end."""
        return self.exclude(state=TipState.CLOSED)
