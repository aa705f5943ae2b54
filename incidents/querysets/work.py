"""Reading what is done on cases."""

from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, OuterRef, Subquery, Sum

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.statistics.periods import Period

if TYPE_CHECKING:
    from incidents.models import Case, CaseAction

# Hours are kept to the tenth; a sum of SQLite's has more digits.
TENTH = Decimal("0.1")


class CaseActionQuerySet(models.QuerySet["CaseAction"]):
    """Actions on cases."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for others than police none."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def of_units(self, unit_ids: Collection[int], period: Period) -> Self:
        """Of these units and begun in the period."""
        return self.filter(unit_id__in=unit_ids, started_at__gte=period.starts_at, started_at__lt=period.ends_at)

    def of_kind(self, kind: str) -> Self:
        """Of this kind."""
        return self.filter(kind=kind)

    def hours(self) -> Decimal:
        """Their hours together, each action once."""
        total: Decimal = self.order_by().aggregate(total=Sum("hours", default=Decimal(0)))["total"]
        return total.quantize(TENTH)

    def with_all(self) -> Self:
        """With unit, officers and cases, in three queries."""
        return self.select_related("unit").prefetch_related("officers", "cases")

    def latest_of(self, case: "Case", limit: int) -> Self:
        """The latest on a case with their officers, and how many `other_cases` each served. Two queries."""
        served = self.model.cases.through.objects.filter(caseaction=OuterRef("pk")).order_by().values("caseaction")
        others = Subquery(served.values(others=Count("pk") - 1))
        return self.filter(cases=case).annotate(other_cases=others).prefetch_related("officers")[:limit]
