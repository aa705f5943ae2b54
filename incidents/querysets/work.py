"""Reading what is done on cases."""

from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer

if TYPE_CHECKING:
    from incidents.models import CaseAction


class CaseActionQuerySet(models.QuerySet["CaseAction"]):
    """Actions on cases."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for others than police none."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()
