"""What the file of a school says of its sheet, its hazards and its documents."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from schools.document_rows import row_of as document_row
from schools.hazard_rows import row_of as hazard_row
from schools.models import Document, Hazard, School
from schools.sheet import sheet_of
from schools.states import UNSETTLED

SETTLED_SHOWN = 3


def sheet(school: School, user: User) -> dict[str, Any]:
    """The four 100 % and what is not in order: one query."""
    found = sheet_of(school, timezone.localdate())
    last = found.last
    line = _("inspected %(day)s") % {"day": timezone.localdate(last.recorded_at)} if last else _("not inspected yet")
    return {
        "sheet": found,
        "school": school,
        "for_police": is_officer(user),
        "count": f"{found.passed}/{len(found.lines)}",
        "fact": {"label": _("Safety sheet"), "value": found.passed, "unit": f"/ {len(found.lines)}", "line": line},
    }


def hazards(school: School, user: User) -> dict[str, Any]:
    """What waits, in the order of its deadline, and the last settled ones: one query."""
    today = timezone.localdate()
    own = Hazard.objects.visible_to(user).filter(school=school, premises=None).select_related("school")
    last = own.exclude(state__in=UNSETTLED).order_by("-found_at", "-pk").values("pk")[:SETTLED_SHOWN]
    shown = list(own.filter(Q(state__in=UNSETTLED) | Q(pk__in=last)).pressing_first())
    waiting = [hazard_row(hazard, today) for hazard in shown if hazard.state in UNSETTLED]
    settled = [hazard for hazard in shown if hazard.state not in UNSETTLED]
    overdue = [row for row in waiting if row.mark == "late"]
    late = {
        "line": ngettext("%(number)s overdue", "%(number)s overdue", len(overdue)) % {"number": len(overdue)},
        "is_late": True,
    }
    fact = {"label": _("Hazards waiting"), "value": len(waiting), "unit": pgettext("unit word", "hazards")}
    return {
        "rows": waiting,
        "settled": [hazard_row(hazard, today) for hazard in sorted(settled, key=_found, reverse=True)],
        "school": school,
        "for_police": is_officer(user),
        "count": len(waiting),
        "fact": fact | (late if overdue else {}),
    }


def _found(hazard: Hazard) -> tuple[datetime, int]:
    return hazard.found_at, hazard.pk


def documents(school: School, user: User) -> dict[str, Any]:
    """The documents in force, what runs out first: one query."""
    today = timezone.localdate()
    kept = Document.objects.visible_to(user).filter(school=school).in_force().ending_first().select_related("file")
    return {
        "documents": [document_row(document, today) for document in kept],
        "school": school,
        "for_police": is_officer(user),
        "count": len(kept),
    }
