"""Reading premises and the checks on them. A principal sees neither: the dossier says what is near, and no more."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.geo.places import Box
from campus_safety.statements import rows_of_each

if TYPE_CHECKING:
    from schools.models import Premises, PremisesCheck


class PremisesQuerySet(models.QuerySet["Premises"]):
    """Premises round the schools."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units, for police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def within(self, box: Box) -> Self:
        """Those inside a box of degrees (an index covers it for those of some units)."""
        return self.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))

    def named(self, words: str) -> Self:
        """Those whose name or address holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(models.Q(name__icontains=word) | models.Q(address__icontains=word))
        return found

    def overdue(self, today: date) -> Self:
        """Those whose next check should have been made before `today` (a partial index covers it)."""
        return self.filter(is_open=True, next_check_on__lt=today)


class PremisesCheckQuerySet(models.QuerySet["PremisesCheck"]):
    """Checks on premises: who sees the premises sees them."""

    def with_all(self) -> Self:
        """With the officer, photos, and the hazards made of them: in three queries beside the first."""
        return self.select_related("officer").prefetch_related("photos__file", "hazards")

    def newest_at(self, premises: Collection[int], before: datetime, limit: int) -> "list[PremisesCheck]":
        """The newest `limit` checks on each of these premises before a moment: one query, each read from the index."""
        return rows_of_each(
            [self.filter(premises=pk, checked_at__lt=before).order_by("-checked_at")[:limit] for pk in premises]
        )
