"""Reading event covers."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from outreach.states.covers import CoverState

if TYPE_CHECKING:
    from outreach.models import EventCover


class EventCoverQuerySet(models.QuerySet["EventCover"]):
    """Event covers."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those of the own school; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def undecided(self) -> Self:
        """Requests that the station has not decided yet."""
        return self.filter(state=CoverState.REQUESTED)

    def coming(self, at: datetime) -> Self:
        """Approved ones whose event is not over at a moment."""
        return self.filter(state=CoverState.APPROVED, ends_at__gt=at)
