"""The list of schools as a workbook."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.spreadsheets.writing import workbook_response
from schools.importing.sheets import list_sheet
from schools.views.lists import filtered, school_list

CHUNK = 500


@require_safe
@allowed(is_officer)
def school_export(request: HttpRequest) -> HttpResponseBase:
    """The schools that the list shows with these filters, people and phones included: so it leaves a trace."""
    found = filtered(request)
    if not found.is_valid():
        return school_list(request)
    user = signed_in(request)
    note_reading(by=user, where=request.get_full_path())
    schools = found.qs.with_levels().iterator(chunk_size=CHUNK)
    name = _("schools-%(day)s.xlsx") % {"day": f"{timezone.localdate():%Y-%m-%d}"}
    return workbook_response(name, [list_sheet(schools, with_station=len(user.unit_ids) > 1)])
