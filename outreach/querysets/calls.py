"""Reading the log of the hotline."""

from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User

if TYPE_CHECKING:
    from outreach.models import Call


class CallQuerySet(models.QuerySet["Call"]):
    """Calls to the hotline."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units, and nobody else's."""
        return self.filter(unit_id__in=user.unit_ids)

    def to_follow_up(self) -> Self:
        """Those of which somebody has said that there is more to do, and nobody that it is done.

        What became a case, a hazard, an opinion or a tip is followed up there.
        """
        waiting = self.filter(needs_follow_up=True, followed_up_at=None)
        return waiting.filter(case=None, hazard=None, opinion=None, tip=None)
