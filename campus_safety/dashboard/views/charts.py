"""The numbers of the desk's charts as files."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.dashboard.desks import desk_of
from campus_safety.dashboard.panels_registry import Desk, panels
from campus_safety.dashboard.views.month import bad_month
from campus_safety.spreadsheets.csv_writing import csv_response
from campus_safety.spreadsheets.writing import Sheet


def sheets() -> dict[str, Callable[[Desk], Sheet]]:
    """{name in the address: its numbers}: every panel that has a sheet, by its key."""
    return {panel.key: panel.sheet for panel in panels() if panel.sheet}


@require_safe
@allowed(is_commander)
def chart(request: HttpRequest, chart: str) -> HttpResponse:
    """The numbers of one chart of the desk that the address asks for, as CSV."""
    sheet_of = sheets().get(chart)
    if sheet_of is None:
        raise Http404
    try:
        desk, _units = desk_of(request, timezone.now())
    except ValidationError as error:
        return bad_month(request, error)
    note_reading(by=signed_in(request), where=request.get_full_path())
    sheet = sheet_of(desk)
    return csv_response(f"{sheet.title} {desk.period.code}.csv", sheet)
