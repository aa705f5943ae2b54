"""The lists behind the figures as workbooks, filtered as the lists are; each leaves a trace."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.spreadsheets.writing import Sheet, workbook_response
from patrols.exports import check_ins_sheet, duties_sheet, outings_sheet
from patrols.views.check_ins import check_ins, filtered_check_ins
from patrols.views.duties import duties, filtered_duties
from patrols.views.outings import filtered_outings, outings


@require_safe
@allowed(is_officer)
def outings_export(request: HttpRequest) -> HttpResponseBase:
    """The outings that the list shows, with what the units shown count of each."""
    found = filtered_outings(request)
    if not found.is_valid():
        return outings(request)
    asked = found.form.cleaned_data
    page = outings_sheet(found.qs, found.unit_ids, officer=asked["officer"], vehicle=asked["vehicle"])
    return _handed_out(request, _("Outings %(day)s.xlsx"), page)


@require_safe
@allowed(is_officer)
def check_ins_export(request: HttpRequest) -> HttpResponseBase:
    """The check-ins that the list shows."""
    found = filtered_check_ins(request)
    if not found.is_valid():
        return check_ins(request)
    return _handed_out(request, _("Check-ins %(day)s.xlsx"), check_ins_sheet(found.qs))


@require_safe
@allowed(is_officer)
def duties_export(request: HttpRequest) -> HttpResponseBase:
    """The duties that the list shows."""
    found = filtered_duties(request)
    if not found.is_valid():
        return duties(request)
    return _handed_out(request, _("Duties %(day)s.xlsx"), duties_sheet(found.qs, timezone.now()))


def _handed_out(request: HttpRequest, name: str, page: Sheet) -> HttpResponseBase:
    note_reading(by=signed_in(request), where=request.get_full_path())
    return workbook_response(name % {"day": timezone.localdate()}, [page])
