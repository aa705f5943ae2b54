"""The list of appointments as a workbook."""

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
from outreach.filters.appointments import OwnAppointmentFilter
from outreach.models import Appointment
from outreach.permissions import is_of_station
from outreach.views.appointments import appointment_list, filtered_appointments

CHUNK = 500


@require_safe
@allowed(is_of_station)
def appointments_export(request: HttpRequest) -> HttpResponseBase:
    """The appointments that the list shows with these filters; it leaves a trace."""
    found = filtered_appointments(request)
    if not found.is_valid():
        return appointment_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    page = Sheet(_("Appointments"), _headings(), _rows(found))
    return workbook_response(_("Appointments %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(_("Number"), 12),
        Heading(_("Unit"), 18),
        Heading(_("School"), 26),
        Heading(_("Officer"), 14),
        Heading(pgettext("appointment", "Title"), 18),
        Heading(pgettext("appointment", "Term from"), 12),
        Heading(pgettext("appointment", "Term until"), 12),
        Heading(_("State"), 14),
        Heading(pgettext("appointment", "Issued on"), 12),
        Heading(pgettext("appointment", "Ended on"), 12),
        Heading(pgettext("appointment", "How it ended"), 12),
        Heading(_("Hours of training before"), 12),
    ]


def _rows(found: OwnAppointmentFilter) -> Iterator[list[Value]]:
    today = timezone.localdate()
    appointment: Appointment
    for appointment in found.qs.with_names().iterator(chunk_size=CHUNK):
        yield [
            appointment.number,
            appointment.unit.name,
            appointment.school.name,
            str(appointment.officer),
            appointment.get_title_display(),
            appointment.starts_on,
            appointment.ends_on,
            str(appointment.standing(today).label),
            appointment.issued_on,
            appointment.ended_on,
            appointment.get_ending_display(),
            appointment.trained_hours,
        ]
