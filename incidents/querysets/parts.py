"""Reading what belongs to a case and is police's alone: property and people."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q, Sum

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.statistics.periods import Period
from incidents.states import NO_CASE

if TYPE_CHECKING:
    from incidents.models import CasePerson, PropertyItem

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class PropertyTotals:
    """How many items, and what of them is lost, recovered and given back, in yuan."""

    items: int
    lost: Decimal
    recovered: Decimal
    returned: Decimal


class PropertyItemQuerySet(models.QuerySet["PropertyItem"]):
    """Items of property."""

    def visible_to(self, user: User) -> Self:
        """Those of cases of the user's units; for others than police none."""
        return self.filter(case__unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def counted(self) -> Self:
        """Those of cases that count: what was not accepted or withdrawn was no case."""
        return self.exclude(case__state__in=NO_CASE)

    def lost_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """What was lost in cases of these units that were reported in the period and count."""
        reported = {"case__reported_at__gte": period.starts_at, "case__reported_at__lt": period.ends_at}
        return self.filter(case__unit_id__in=unit_ids, **reported).counted()

    def recovered_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """What was recovered in the period in cases of these units that count, whenever it was lost."""
        recovered = self.filter(recovered_on__gte=period.first_day, recovered_on__lte=period.last_day)
        return recovered.filter(case__unit_id__in=unit_ids).counted()

    def still_out(self) -> Self:
        """What its owner does not have back."""
        return self.filter(returned_on=None)

    def value(self) -> Decimal:
        """What they are worth together, in yuan: one query."""
        worth: Decimal = self.aggregate(worth=Sum("value_cny", default=NOTHING))["worth"]
        return worth

    def totals(self) -> PropertyTotals:
        """How many there are, and what is lost, recovered and given back of them, in yuan: one query."""

        def worth(which: Q | None = None) -> Sum:
            return Sum("value_cny", filter=which, default=NOTHING)

        found = self.order_by().aggregate(
            items=Count("pk"),
            lost=worth(),
            recovered=worth(Q(recovered_on__isnull=False)),
            returned=worth(Q(returned_on__isnull=False)),
        )
        return PropertyTotals(**found)


class CasePersonQuerySet(models.QuerySet["CasePerson"]):
    """People of cases."""

    def visible_to(self, user: User) -> Self:
        """Those of cases of the user's units; for others than police none."""
        return self.filter(case__unit_id__in=user.unit_ids) if is_officer(user) else self.none()
