"""The checklist against theft at an event, on paper: what, when, where, and boxes to tick by hand."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.printing.blocks import Column, Facts, Table, Words
from campus_safety.printing.laying import lay
from campus_safety.printing.paper import TITLE, Paper
from outreach.checklist import CHECKLIST, SOURCE
from outreach.models import EventCover


def checklist_pdf(cover: EventCover) -> bytes:
    """The checklist of an event as a PDF in the language of the moment: of an event cover with unit and school."""
    title = _("Against theft at events")
    paper = Paper(title=title, unit=cover.unit.name)
    paper.choose(TITLE, is_bold=True)
    paper.words(title)
    paper.y += 2
    lay(paper, [_facts(cover), _items(cover), Words(_("Source: %(source)s") % {"source": SOURCE})])
    return bytes(paper.output())


def _facts(cover: EventCover) -> Facts:
    begins, ends = (timezone.localtime(moment) for moment in (cover.starts_at, cover.ends_at))
    return Facts(
        [
            (_("School"), cover.school.name),
            (pgettext("event cover", "What is on"), cover.title),
            (_("When"), f"{date_format(begins, 'SHORT_DATETIME_FORMAT')}–{ends:%H:%M}"),
            (_("Where exactly"), cover.place or cover.school.name),
            (_("Things are watched by"), cover.valuables_watched_by),
            (_("School hotline"), cover.unit.hotline),
        ]
    )


def _items(cover: EventCover) -> Table:
    rows = [
        ["✓" if item.key in cover.prepared else "", "\n".join(filter(None, [str(item.title), str(item.text)]))]
        for item in CHECKLIST
    ]
    return Table([Column(_("Seen to"), 1, "C"), Column(_("What to see to"), 8)], rows, is_ruled=True)
