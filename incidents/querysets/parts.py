"""Reading what belongs to a case and is police's alone: property and people."""

from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer

if TYPE_CHECKING:
    from incidents.models import CasePerson, PropertyItem


class PropertyItemQuerySet(models.QuerySet["PropertyItem"]):
    """Items of property."""

    def visible_to(self, user: User) -> Self:
        """Those of cases of the user's units; for others than police none."""
        return self.filter(case__unit_id__in=user.unit_ids) if is_officer(user) else self.none()


class CasePersonQuerySet(models.QuerySet["CasePerson"]):
    """People of cases."""

    def visible_to(self, user: User) -> Self:
        """Those of cases of the user's units; for others than police none."""
        return self.filter(case__unit_id__in=user.unit_ids) if is_officer(user) else self.none()
