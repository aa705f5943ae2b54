"""Reading reports."""

from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.statistics.periods import Period

if TYPE_CHECKING:
    from campus_safety.statistics.models import Report


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports."""

    def visible_to(self, user: User) -> Self:
        """The reports of the user's units; none for those who are not police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def of(self, period: Period) -> Self:
        """The reports of one period."""
        return self.filter(first_day=period.first_day, last_day=period.last_day)

    def with_figures(self) -> Self:
        """With unit and figures, in two queries."""
        return self.select_related("unit").prefetch_related("figures")
