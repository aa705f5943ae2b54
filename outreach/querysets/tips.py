"""Reading tips."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from outreach.states.tips import TipState
from outreach.tip_codes import hash_of

if TYPE_CHECKING:
    from outreach.models import Tip


class TipQuerySet(models.QuerySet["Tip"]):
    """Tips."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units, and nobody else's: whoever left one follows it by its code."""
        return self.filter(unit_id__in=user.unit_ids)

    def with_code(self, code: str) -> Self:
        """The one of this code, however it is typed. Looked up by its hash, so that time tells nothing of a code."""
        return self.filter(code_hash=hash_of(code))

    def in_hand(self) -> Self:
        """Those that have not come to their end."""
        return self.exclude(state=TipState.CLOSED)

    def untouched(self) -> Self:
        """Those that nobody has taken up yet."""
        return self.filter(state=TipState.NEW)

    def received_since(self, at: datetime) -> Self:
        """Those that came in after a moment."""
        return self.filter(received_at__gt=at)

    def pressing_first(self) -> Self:
        """New ones, then those that are worked on, then the closed; of each the latest first."""
        ranks = [models.When(state=state, then=rank) for rank, state in enumerate(TipState)]
        return self.order_by(models.Case(*ranks, output_field=models.IntegerField()), "-received_at", "-pk")

    def with_names(self) -> Self:
        """With all that a row of the list names."""
        return self.select_related("unit", "school", "lead", "case", "hazard")
