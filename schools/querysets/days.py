"""Reading the days on which schools depart from the calendar."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal

if TYPE_CHECKING:
    from schools.models import SchoolDay


class SchoolDayQuerySet(models.QuerySet["SchoolDay"]):
    """Days of schools."""

    def visible_to(self, user: User) -> Self:
        """Those of the schools of the user's units; for a principal of the own school; for others none."""
        if is_officer(user):
            return self.filter(school__unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def between(self, first: date, last: date) -> Self:
        """Those on a day of the span, both days included."""
        return self.filter(on__range=(first, last))
