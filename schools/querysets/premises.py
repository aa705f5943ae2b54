"""Reading premises and the checks on them. A principal sees neither: the dossier says what is near, and no more."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.geo.places import Box

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
    """Checks on premises."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units, for police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()
