"""Reading opinions and disputes."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from outreach.states.opinions import DisputeState, OpinionState

if TYPE_CHECKING:
    from outreach.models import Dispute, Opinion


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Opinions."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those of the own school; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def unanswered(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(state=OpinionState.OPEN)

    def overdue(self, today: date) -> Self:
        """Those that were to be answered before today."""
        return self.unanswered().filter(due_on__lt=today)


class DisputeQuerySet(models.QuerySet["Dispute"]):
    """Disputes."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units, and nobody else's: schools do not see what is known of their disputes."""
        return self.filter(unit_id__in=user.unit_ids)

    def in_hand(self) -> Self:
        """Those that have not come to their end."""
        return self.filter(state__in=[DisputeState.FOUND, DisputeState.WORKED_ON])
