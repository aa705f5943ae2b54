"""The people of a case, masked."""

from typing import Any

from campus_safety.accounts.models import User
from incidents.models import Case, CasePerson
from incidents.permissions import may_add_to_case, may_see_people


def people_section(case: Case, user: User) -> dict[str, Any]:
    """Context of the section: everybody of the case. One query, and one more for who neither leads nor commands."""
    people = list(CasePerson.objects.filter(case=case))
    return {
        "people": people,
        "may_add": may_add_to_case(user, case),
        "may_see": bool(people) and may_see_people(user, case),
    }
