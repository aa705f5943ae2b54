"""The lists of inspections and of rectification notices as workbooks; each export leaves a trace."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.spreadsheets.writing import Heading, Sheet, Value, workbook_response
from schools.filters import InspectionFilter, NoticeFilter
from schools.models import Inspection
from schools.views.inspections import filtered_inspections, inspection_list
from schools.views.notices import filtered_notices, notice_list

CHUNK = 500


@require_safe
@allowed(is_officer)
def inspections_export(request: HttpRequest) -> HttpResponseBase:
    """The inspections that the list shows with these filters."""
    found = filtered_inspections(request)
    if not found.is_valid():
        return inspection_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    headings = [
        Heading(_("Unit"), 18),
        Heading(_("School"), 26),
        Heading(_("Made by"), 14),
        Heading(_("By"), 12),
        Heading(_("Begun"), 17),
        Heading(_("Finished"), 17),
        Heading(_("In order"), 10),
        Heading(_("Not in order"), 12),
        Heading(_("Does not apply"), 12),
        Heading(_("Note"), 36),
        Heading(_("Answer of the school"), 20),
        Heading(_("Words of the school"), 36),
        Heading(_("Reply of the station"), 36),
    ]
    page = Sheet(_("Inspections"), headings, _inspection_rows(found))
    return workbook_response(_("Inspections %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _inspection_rows(found: InspectionFilter) -> Iterator[list[Value]]:
    inspection: Inspection
    for inspection in found.qs.select_related("unit", "school", "inspector").iterator(chunk_size=CHUNK):
        yield [
            inspection.unit.name,
            inspection.school.name,
            _("The school itself") if inspection.by_school else _("Police"),
            str(inspection.inspector),
            inspection.started_at,
            inspection.finished_at,
            inspection.passed,
            inspection.failed,
            inspection.not_applicable,
            inspection.note,
            inspection.get_answer_display(),
            inspection.answer_note,
            inspection.reply,
        ]


@require_safe
@allowed(is_officer)
def notices_export(request: HttpRequest) -> HttpResponseBase:
    """The notices that the list shows with these filters."""
    found = filtered_notices(request)
    if not found.is_valid():
        return notice_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    headings = [
        Heading(_("Number"), 18),
        Heading(_("Unit"), 18),
        Heading(_("School or premises"), 26),
        Heading(_("Hazards"), 8),
        Heading(_("Issued at"), 17),
        Heading(_("Issued by"), 12),
        Heading(_("Signed for at"), 17),
        Heading(_("Signed for by"), 12),
    ]
    page = Sheet(_("Rectification notices"), headings, _notice_rows(found))
    return workbook_response(_("Rectification notices %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _notice_rows(found: NoticeFilter) -> Iterator[list[Value]]:
    for notice in found.qs.with_names().iterator(chunk_size=CHUNK):
        yield [
            notice.number,
            notice.unit.name,
            str(notice.school or notice.premises),
            notice.number_of_lines,
            notice.issued_at,
            str(notice.issued_by),
            notice.received_at,
            str(notice.received_by) if notice.received_by else None,
        ]
