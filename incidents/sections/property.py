"""What was stolen in a case, and how much of it is back."""

from decimal import Decimal
from typing import Any

from campus_safety.accounts.models import User
from incidents.models import Case, PropertyItem
from incidents.permissions import may_add_to_case
from incidents.querysets.parts import PropertyTotals

LATEST = 20


def property_section(case: Case, user: User) -> dict[str, Any]:
    """Context of the section: the latest items, how many there are, and what they are worth. One query."""
    items = list(PropertyItem.objects.filter(case=case).order_by("-pk"))
    return {
        "items": items[:LATEST],
        "totals": _totals_of(items),
        "still_out": sum(item.returned_on is None for item in items),
        "may_add": may_add_to_case(user, case),
    }


def _totals_of(items: list[PropertyItem]) -> PropertyTotals:
    return PropertyTotals(
        items=len(items),
        lost=sum((item.value_cny for item in items), Decimal(0)),
        recovered=sum((item.value_cny for item in items if item.recovered_on), Decimal(0)),
        returned=sum((item.value_cny for item in items if item.returned_on), Decimal(0)),
    )
