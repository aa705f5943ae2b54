"""Reading cases."""

from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal

if TYPE_CHECKING:
    from incidents.models import Case


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those that concern the own school; for others none, nor a count.

        What a principal sees of one is less: see `incidents.permissions`.
        """
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()
