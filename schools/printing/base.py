"""Base data and people of a school, in blocks to print: what `schools/sections/base.html` and `people.html` show."""

from collections.abc import Iterator
from datetime import time

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.accounts.models import User
from campus_safety.printing.blocks import Facts, PrintedBlock, Words
from campus_safety.wording import listed
from schools.gaps import gaps_of
from schools.models import School


def print_base(school: School, user: User) -> Iterator[PrintedBlock]:
    """Kind, address, counts and times; what is missing is said. No query but for the levels, which come along."""
    gaps = listed(str(gap) for gap in gaps_of(school))
    if gaps:
        yield Words(_("Still missing: ") + gaps)
    yield Facts(
        [
            (_("Kind"), listed(str(level) for level in school.levels.all())),
            (_("Run by"), _("private") if school.is_private else pgettext("of a school", "public")),
            (_("Address"), school.address),
            (_("Pupils"), str(school.pupils or "")),
            (_("Staff"), str(school.staff or "")),
            (_("Arrival"), _clock(school.arrives_at)),
            (_("Dismissal"), _clock(school.dismisses_at)),
        ]
    )


def print_people(school: School, user: User) -> Iterator[PrintedBlock]:
    """Who heads the school and how to reach it. No query."""
    head = "  ".join(filter(None, [school.head, school.head_phone]))
    yield Facts([(_("Head"), head), (_("Gatehouse"), school.duty_phone or _("no phone yet"))])


def _clock(at: time | None) -> str:
    return time_format(at) if at else ""
