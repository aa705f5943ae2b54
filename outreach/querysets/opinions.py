"""Reading opinions and disputes."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.statistics.periods import Period
from outreach.states.opinions import DISPUTE_IN_HAND, DisputeState, OpinionState

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

    def answered_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those of these units whose answer was given in the period; one reopened since waits again."""
        begin, end = period.starts_at, period.ends_at
        return self.filter(unit_id__in=unit_ids, answered_at__gte=begin, answered_at__lt=end)

    def due_by(self, day: date) -> Self:
        """Those that are to be answered by this day, or were before it."""
        return self.unanswered().filter(due_on__lte=day)

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
        return self.filter(state__in=DISPUTE_IN_HAND)

    def resolved_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those of these units that were resolved in the period, whenever they were found."""
        resolved = self.filter(unit_id__in=unit_ids, state=DisputeState.RESOLVED)
        return resolved.filter(ended_on__range=(period.first_day, period.last_day))
