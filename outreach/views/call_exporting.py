"""The log of the hotline as a workbook."""

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
from outreach.filters.calls import BECAME, CallFilter
from outreach.models import Call
from outreach.permissions import is_of_station
from outreach.views.calls import call_list, filtered_calls

CHUNK = 500


@require_safe
@allowed(is_of_station, hidden=True)
def calls_export(request: HttpRequest) -> HttpResponseBase:
    """The calls that the list shows with these filters; it leaves a trace."""
    found = filtered_calls(request)
    if not found.is_valid():
        return call_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    page = Sheet(_("Hotline log"), _headings(), _rows(found))
    return workbook_response(_("Hotline log %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(_("Called at"), 17),
        Heading(_("Unit"), 18),
        Heading(_("Who called"), 16),
        Heading(pgettext("call", "About what"), 18),
        Heading(_("School"), 26),
        Heading(_("What was said"), 50),
        Heading(_("What was answered"), 50),
        Heading(_("Taken by"), 14),
        Heading(_("To be followed up"), 12),
        Heading(_("Followed up at"), 17),
        Heading(_("What was done"), 40),
        Heading(_("It became"), 12),
    ]


def _rows(found: CallFilter) -> Iterator[list[Value]]:
    call: Call
    for call in found.qs.select_related("school", "unit", "taken_by").iterator(chunk_size=CHUNK):
        yield [
            call.called_at,
            call.unit.name,
            call.get_caller_display(),
            call.get_topic_display(),
            call.school.name if call.school else None,
            call.text,
            call.answer,
            str(call.taken_by),
            _("Yes") if call.waits else _("No"),
            call.followed_up_at,
            call.follow_up,
            _became(call),
        ]


def _became(call: Call) -> str | None:
    return next((str(words) for what, words in BECAME if getattr(call, f"{what}_id", None)), None)
