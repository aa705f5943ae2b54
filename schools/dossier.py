"""What the file of a school holds of the schools' own records, and what of them makes its timeline."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.printing.blocks import Heading, PrintedBlock
from schools import happened
from schools.dossier_registry import Section, register
from schools.gaps import gaps_of
from schools.models import School
from schools.printing.base import print_base, print_people
from schools.printing.documents import print_documents
from schools.printing.hazards import print_hazards
from schools.printing.notices import print_notices
from schools.printing.premises import print_premises
from schools.printing.sheet import print_sheet
from schools.records_sections import documents, hazards, sheet
from schools.surroundings_section import premises
from schools.timeline_registry import register as register_events


def base_data(school: School, user: User) -> dict[str, Any]:
    """Kind, address, counts and times; what is missing is said. No query but for the levels, which come along."""
    return {"school": school, "levels": list(school.levels.all()), "gaps": gaps_of(school)}


def people(school: School, user: User) -> dict[str, Any]:
    """Who heads the school and how to reach it. No query."""
    return {"school": school, "is_own": is_principal(user)}


def print_hazards_and_notices(school: School, user: User) -> Iterator[PrintedBlock]:
    """The hazards, then the rectification notices."""
    yield from print_hazards(school, user)
    yield Heading(str(_("Rectification notices")))
    yield from print_notices(school, user)


register(
    Section(
        "hazards", _("Hazards"), "schools/sections/hazards.html", hazards,
        order=4, own_order=13, paper_order=8, printed=print_hazards_and_notices,
    )
)  # fmt: skip
register(
    Section(
        "sheet", _("Safety sheet"), "schools/sections/sheet.html", sheet,
        order=6, own_order=12, printed=print_sheet,
    )
)  # fmt: skip
register(
    Section(
        "documents", _("Documents"), "schools/sections/documents.html", documents, order=14, printed=print_documents
    )
)
register(
    Section(
        "premises", _("Premises round the school"), "schools/sections/premises.html", premises,
        order=16, printed=print_premises,
    )
)  # fmt: skip
register(
    Section(
        "base", _("Base data"), "schools/sections/base.html", base_data, order=20, paper_order=1, printed=print_base
    )
)
register(
    Section(
        "people", _("People and phones"), "schools/sections/people.html", people,
        order=30, paper_order=2, printed=print_people,
    )
)  # fmt: skip

register_events("schools.inspections", happened.inspections)
register_events("schools.hazard_steps", happened.hazard_steps)
register_events("schools.notices", happened.notices)
register_events("schools.documents", happened.documents)
register_events("schools.premises_checks", happened.premises_checks)
