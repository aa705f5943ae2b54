"""The rectification notices of a school in blocks to print."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.printing.blocks import Cell, Column, PrintedBlock, Strong, Table
from schools.models import RectificationNotice, School


def print_notices(school: School, user: User) -> Iterator[PrintedBlock]:
    """The notices to a school, newest first, as the user may see them: two queries."""
    found = RectificationNotice.objects.visible_to(user).filter(school=school)
    notices = found.prefetch_related("lines").order_by("-issued_at", "-pk")
    columns = [
        Column(_("Number"), 3), Column(_("Issued on"), 3), Column(_("Hazards"), 2, "R"), Column(_("Signed for on"), 3)
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            notice.number,
            _day(notice.issued_at),
            str(len(notice.lines.all())),
            _day(notice.received_at) if notice.received_at else Strong(_("not signed for yet")),
        ]
        for notice in notices
    ]
    yield Table(columns, rows, _("No notice was issued."))


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATE_FORMAT")
