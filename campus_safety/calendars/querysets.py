"""Reading the calendar's rows."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import is_administrator, is_officer

if TYPE_CHECKING:
    from campus_safety.calendars.models import Day, Span


class SpanQuerySet(models.QuerySet["Span"]):
    """Terms and breaks."""

    def visible_to(self, user: User) -> Self:
        """For police those that hold in one of the user's units: of these units and of those above them."""
        if not is_officer(user) or user.unit is None:
            return self.none()
        above = Unit.objects.at_or_above(user.unit).values("pk")
        return self.filter(Q(unit_id__in=user.unit_ids) | Q(unit_id__in=above))

    def between(self, first: date, last: date) -> Self:
        """Those that share a day with the span, both days included."""
        return self.filter(first_day__lte=last, last_day__gte=first)


class DayQuerySet(models.QuerySet["Day"]):
    """Own days."""

    def visible_to(self, user: User) -> Self:
        """For police those that hold in one of the user's units; for administrators the nation's."""
        if is_administrator(user):
            return self.filter(unit=None)
        if not is_officer(user) or user.unit is None:
            return self.none()
        above = Unit.objects.at_or_above(user.unit).values("pk")
        return self.filter(Q(unit=None) | Q(unit_id__in=user.unit_ids) | Q(unit_id__in=above))

    def between(self, first: date, last: date) -> Self:
        """Those on a day of the span, both days included."""
        return self.filter(on__range=(first, last))
