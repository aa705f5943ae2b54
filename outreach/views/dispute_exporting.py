"""The list of disputes as a workbook."""

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
from outreach.filters.disputes import DisputeFilter
from outreach.models import Dispute
from outreach.permissions import is_of_station
from outreach.views.disputes import dispute_list, filtered_disputes

CHUNK = 500


@require_safe
@allowed(is_of_station, hidden=True)
def disputes_export(request: HttpRequest) -> HttpResponseBase:
    """The disputes that the list shows with these filters; it leaves a trace."""
    found = filtered_disputes(request)
    if not found.is_valid():
        return dispute_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    page = Sheet(_("Disputes"), _headings(), _rows(found))
    return workbook_response(_("Disputes %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(_("Found on"), 12),
        Heading(_("Unit"), 18),
        Heading(_("School"), 26),
        Heading(pgettext("dispute", "Between whom"), 22),
        Heading(_("What it is about"), 50),
        Heading(_("State"), 12),
        Heading(_("Officer in charge"), 14),
        Heading(pgettext("dispute", "Ended on"), 12),
        Heading(_("Handed on to"), 20),
    ]


def _rows(found: DisputeFilter) -> Iterator[list[Value]]:
    dispute: Dispute
    for dispute in found.qs.select_related("school", "unit", "lead").iterator(chunk_size=CHUNK):
        yield [
            dispute.found_on,
            dispute.unit.name,
            dispute.school.name,
            dispute.between,
            dispute.text,
            dispute.get_state_display(),
            str(dispute.lead),
            dispute.ended_on,
            dispute.handed_to,
        ]
