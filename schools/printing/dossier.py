"""The dossier of a school on paper (一园一档): its head, what every section prints of it, what happened last."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.accounts.models import User
from campus_safety.printing.blocks import Column, PrintedBlock, Table
from campus_safety.printing.laying import lay
from campus_safety.printing.paper import TEXT, TITLE, Paper
from schools.dossier_registry import paper_sections
from schools.models import School
from schools.timeline_registry import events_of

LAST_EVENTS = 30


def dossier_pdf(school: School, user: User) -> bytes:
    """The dossier as a PDF in the language of the moment: of a school with unit and levels, what this user may see."""
    paper = Paper(title=_("Dossier of %(school)s") % {"school": school.name}, unit=school.unit.name)
    _head(paper, school)
    for section in paper_sections():
        if section.printed:
            paper.section(str(section.title))
            lay(paper, section.printed(school, user))
    paper.section(_("Timeline"))
    lay(paper, _timeline(school, user))
    return bytes(paper.output())


def _head(paper: Paper, school: School) -> None:
    paper.choose(TITLE, is_bold=True)
    paper.words(school.name)
    paper.choose(TEXT)
    run_by = _("private") if school.is_private else pgettext("of a school", "public")
    facts = [_("School dossier"), run_by, *map(str, school.levels.all()), school.unit.name]
    if not school.is_open:
        facts.append(pgettext("of a school", "closed"))
    paper.words("  ".join([*facts, date_format(timezone.localdate())]))
    paper.y += 2


def _timeline(school: School, user: User) -> Iterator[PrintedBlock]:
    events = events_of(school, user, timezone.now(), LAST_EVENTS).events
    rows = [
        [date_format(timezone.localtime(event.at), "SHORT_DATETIME_FORMAT"), str(event.title), str(event.line)]
        for event in events
    ]
    yield Table(
        [Column(_("When"), 2.6), Column(_("What"), 3), Column(_("Details"), 6)], rows, _("Nothing has happened yet.")
    )
