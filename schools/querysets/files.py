"""Reading photos and documents."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal

if TYPE_CHECKING:
    from schools.models import Document, Photo


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Photos."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal the own school's: of finished inspections, and of hazards."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            own = self.filter(school__principalships__user=user)
            seen = models.Q(result__inspection__finished_at__isnull=False) | models.Q(result__by_school=True)
            seen |= models.Q(result__hazard__isnull=False)
            return own.filter(seen | models.Q(step__hazard__premises=None, step__isnull=False))
        return self.none()


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents of schools."""

    def visible_to(self, user: User) -> Self:
        """Those of the schools of the user's units; for a principal those of the own school."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def in_force(self) -> Self:
        """Those that no newer one has replaced and nobody has taken out."""
        return self.filter(ended_at=None)

    def ending(self, until: date) -> Self:
        """Those in force that run out by this day, or have (a partial index covers it)."""
        return self.in_force().filter(valid_until__lte=until)

    def ending_first(self) -> Self:
        """What runs out first; what has no end, newest first, comes last."""
        return self.order_by(models.F("valid_until").asc(nulls_last=True), "-added_at", "-pk")
