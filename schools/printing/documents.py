"""The documents of a school in blocks to print."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.printing.blocks import Cell, Column, PrintedBlock, Strong, Table
from schools.models import Document, School


def print_documents(school: School, user: User) -> Iterator[PrintedBlock]:
    """The documents in force, what runs out first, with the day on which each runs out: one query."""
    today = timezone.localdate()
    found = Document.objects.visible_to(user).filter(school=school).in_force().ending_first()
    columns = [Column(_("Document"), 5), Column(_("Kind"), 3), Column(_("Valid until"), 3)]
    rows: list[list[Cell]] = [
        [document.title, document.get_kind_display(), _valid_until(document, today)] for document in found
    ]
    yield Table(columns, rows, _("No document is kept."))


def _valid_until(document: Document, today: date) -> Cell:
    if document.valid_until is None:
        return _("without end")
    day = date_format(document.valid_until, "SHORT_DATE_FORMAT")
    return Strong(_("%(day)s expired") % {"day": day}) if document.is_expired(today) else day
