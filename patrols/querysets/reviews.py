"""Reading reviews and confirmations of check-ins."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.statistics.periods import Period

if TYPE_CHECKING:
    from patrols.models import CheckInReview, VisitConfirmation


class CheckInReviewQuerySet(models.QuerySet["CheckInReview"]):
    """Reviews."""

    def visible_to(self, user: User) -> Self:
        """Those of check-ins at points of the user's units; only for police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def rejecting(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those that reject a check-in at points of these units, captured in the period (an index covers it)."""
        return self.filter(
            unit_id__in=unit_ids,
            outcome=self.model.Outcome.REJECTED,
            captured_at__gte=period.starts_at,
            captured_at__lt=period.ends_at,
        )


class VisitConfirmationQuerySet(models.QuerySet["VisitConfirmation"]):
    """Confirmations."""

    def visible_to(self, user: User) -> Self:
        """For police those at points of their units, for a principal those of the own school."""
        if is_officer(user):
            return self.filter(check_in__unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()
