"""What was done on a case, on its page: the hours by kind, and the latest actions."""

from typing import Any

from campus_safety.accounts.models import User
from incidents.case_hours import hours_of
from incidents.models import Case, CaseAction
from incidents.permissions import may_add_to_case

LATEST = 20


def work_section(case: Case, user: User) -> dict[str, Any]:
    """Sums by kind, all of them, and the latest 20 with their officers: three queries."""
    sums = hours_of([case])[case.pk]
    return {
        "sums": sums,
        "hours": sum(each.hours for each in sums),
        "number": sum(each.actions for each in sums),
        "actions": list(CaseAction.objects.latest_of(case, LATEST)),
        "latest": LATEST,
        "may_add": may_add_to_case(user, case),
    }
