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

    def not_begun(self, today: date) -> Self:
        """Those whose first day is to come."""
        return self.filter(first_day__gt=today)


class FeedbackFormQuerySet(models.QuerySet["FeedbackForm"]):
    """Forms of rounds."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those of the own school; for others none."""
        if is_officer(user):
            return self.filter(round__unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def with_names(self) -> Self:
        """With school, round and unit, in one query."""
        return self.select_related("school", "round__unit")

    def with_counts(self) -> Self:
        """Each with `answer_count`: how many answers it has."""
        return self.annotate(answer_count=models.Count("answers"))

    def in_order(self) -> Self:
        """By school, of each in the order in which they were made."""
        return self.order_by("school__name", "school", "pk")
