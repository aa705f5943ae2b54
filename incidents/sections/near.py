"""What happened near a case, on its page."""

from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from incidents.models import Case
from incidents.near import NEAR_M, near_cases
from incidents.spots import mark_of, spot_of

LATEST = 20


def near_section(case: Case, user: User) -> dict[str, Any]:
    """Context of the section: the cases near one that the user sees, nearest first, and how many more. Two queries."""
    found = near_cases(case, among=Case.objects.visible_to(user))
    today = timezone.localdate()
    return {
        "near": [(each, mark_of(each.case, today)) for each in found[:LATEST]],
        "more": max(0, len(found) - LATEST),
        "near_m": NEAR_M,
        "has_spot": spot_of(case) is not None,
    }
