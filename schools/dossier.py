"""What the file of a school says about itself: base data, people and phones."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from schools.dossier_registry import Section, register
from schools.gaps import gaps_of
from schools.models import School


def base_data(school: School, user: User) -> dict[str, Any]:
    """Kind, address, counts and times; what is missing is said. No query but for the levels, which come along."""
    return {"school": school, "levels": list(school.levels.all()), "gaps": gaps_of(school)}


def people(school: School, user: User) -> dict[str, Any]:
    """Who heads the school and how to reach it. No query."""
    return {"school": school, "is_own": is_principal(user)}


register(Section("base", _("Base data"), "schools/sections/base.html", base_data, order=20))
register(Section("people", _("People and phones"), "schools/sections/people.html", people, order=30))
