"""Reading schools."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.geo.places import Box
from campus_safety.levels import Level

if TYPE_CHECKING:
    from schools.models import School


class SchoolQuerySet(models.QuerySet["School"]):
    """Schools."""

    def visible_to(self, user: User) -> Self:
        """The schools of the user's units; for a principal the own school; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(principalships__user=user)
        return self.none()

    def named(self, words: str) -> Self:
        """Schools whose name holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(name__icontains=word)
        return found

    def of_levels(self, levels: Collection[str]) -> Self:
        """Schools that have these levels and no other."""
        found = self.exclude(levels__level__in=set(Level.values) - set(levels))
        for level in levels:
            found = found.filter(levels__level=level)
        return found

    def within(self, box: Box) -> Self:
        """Those inside a box of degrees."""
        return self.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))

    def with_levels(self) -> Self:
        """With unit and levels, in two queries."""
        return self.select_related("unit").prefetch_related("levels")
