"""The list of tips as a workbook."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.spreadsheets.writing import Heading, Sheet, Value, workbook_response
from outreach.filters.tips import TipFilter
from outreach.models import Tip
from outreach.permissions import is_of_station
from outreach.views.tips import filtered_tips, tip_list

CHUNK = 500


@require_safe
@allowed(is_of_station, hidden=True)
def tips_export(request: HttpRequest) -> HttpResponseBase:
    """The tips that the list shows with these filters; it leaves a trace."""
    found = filtered_tips(request)
    if not found.is_valid():
        return tip_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    page = Sheet(_("Tips"), _headings(), _rows(found))
    return workbook_response(_("Tips %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(_("Received at"), 17),
        Heading(_("Unit"), 18),
        Heading(pgettext("tip", "Category"), 18),
        Heading(_("State"), 12),
        Heading(_("School"), 26),
        Heading(_("Where exactly"), 26),
        Heading(_("What was seen"), 60),
        Heading(_("Officer in charge"), 16),
        Heading(_("Case"), 12),
        Heading(_("Hazard"), 30),
    ]


def _rows(found: TipFilter) -> Iterator[list[Value]]:
    tip: Tip
    for tip in found.qs.with_names().iterator(chunk_size=CHUNK):
        yield [
            tip.received_at,
            tip.unit.name,
            tip.get_category_display(),
            tip.get_state_display(),
            tip.school.name if tip.school else None,
            tip.place,
            tip.text,
            str(tip.lead) if tip.lead else None,
            str(tip.case) if tip.case else None,
            str(tip.hazard) if tip.hazard else None,
        ]
