"""Reading rounds of feedback and their forms."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal

if TYPE_CHECKING:
    from outreach.models import FeedbackForm, FeedbackRound


class FeedbackRoundQuerySet(models.QuerySet["FeedbackRound"]):
    """Rounds of feedback."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those with forms of the own school; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(forms__school__principalships__user=user).distinct()
        return self.none()

    def open_on(self, day: date) -> Self:
        """Those that take answers on a day."""
        return self.filter(first_day__lte=day, last_day__gte=day)

    def closed(self, today: date) -> Self:
        """Those whose last day is over: what was said is published."""
        return self.filter(last_day__lt=today)


class FeedbackFormQuerySet(models.QuerySet["FeedbackForm"]):
    """Forms of rounds."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those of the own school; for others none."""
        if is_officer(user):
            return self.filter(round__unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()
