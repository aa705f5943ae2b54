"""What is asked of a principal: hazards to put right, notices to sign, inspections to confirm, documents to renew."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.dashboard.asks_registry import Ask
from campus_safety.local_days import local_day, midnight
from schools.hazard_rows import row_of as hazard_row
from schools.models import Document, Hazard, Inspection, RectificationNotice
from schools.models.files import warned_until
from schools.states import HazardState

MOST = 20


def put_hazards_right(user: User, at: datetime) -> Iterator[Ask]:
    """The open hazards that the school, or somebody for it, must put right; what is overdue says so. One query."""
    if not is_principal(user):
        return
    today = local_day(at)
    mine = Hazard.objects.visible_to(user).filter(state=HazardState.OPEN).exclude(owner=Hazard.Owner.STATION)
    for hazard in mine.order_by("due_on", "pk")[:MOST]:
        row = hazard_row(hazard, today)
        by = _("by %(day)s") % {"day": date_format(hazard.due_on, "SHORT_DATE_FORMAT")} if hazard.due_on else ""
        days = row.days_left or 0
        over = ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
        left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
        yield Ask(
            title=_("Put right: %(hazard)s") % {"hazard": hazard.description},
            line=" · ".join(filter(None, [hazard.place, over if days < 0 else left, by])),
            url=reverse("schools:hazard_step", args=[hazard.pk, "rectify"]),
            action=_("Upload photos of how it is now"),
            is_late=days < 0,
            due_at=midnight(hazard.due_on) if hazard.due_on else None,
        )


def sign_for_notices(user: User, at: datetime) -> Iterator[Ask]:
    """The rectification notices that nobody has signed for. One query."""
    if not is_principal(user):
        return
    for notice in RectificationNotice.objects.visible_to(user).filter(received_at=None).order_by("issued_at")[:MOST]:
        yield Ask(
            title=_("Sign for rectification notice %(number)s") % {"number": notice.number},
            line=_("issued %(day)s") % {"day": date_format(local_day(notice.issued_at), "SHORT_DATE_FORMAT")},
            url=notice.get_absolute_url(),
            action=_("Read and sign for it"),
        )


def confirm_inspections(user: User, at: datetime) -> Iterator[Ask]:
    """The inspections of police that the school has not answered. One query."""
    if not is_principal(user):
        return
    for inspection in Inspection.objects.visible_to(user).awaiting_answer().order_by("finished_at")[:MOST]:
        day = date_format(local_day(inspection.finished_at or at), "SHORT_DATE_FORMAT")
        words = {"passed": inspection.passed, "failed": inspection.failed}
        yield Ask(
            title=_("Confirm: the inspection of %(day)s") % {"day": day},
            line=_("%(passed)s in order, %(failed)s not") % words,
            url=reverse("schools:inspection_answer", args=[inspection.pk]),
            action=_("Confirm or object"),
        )


def renew_documents(user: User, at: datetime) -> Iterator[Ask]:
    """The documents that run out, or have. One query."""
    if not is_principal(user):
        return
    today = local_day(at)
    for document in Document.objects.visible_to(user).ending(warned_until(today)).order_by("valid_until", "pk")[:MOST]:
        is_late = document.is_expired(today)
        day = date_format(document.valid_until, "SHORT_DATE_FORMAT") if document.valid_until else ""
        line = _("expired on %(day)s") if is_late else _("runs out on %(day)s")
        yield Ask(
            title=_("Renew: %(document)s") % {"document": document.title},
            line=line % {"day": day},
            url=reverse("schools:document_replace", args=[document.pk]),
            action=_("Upload the new one"),
            is_late=is_late,
            due_at=midnight(document.valid_until) if document.valid_until else None,
        )
