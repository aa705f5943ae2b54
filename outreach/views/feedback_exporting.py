"""The list of rounds of feedback as a workbook."""

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
from outreach.feedback_rows import round_rows
from outreach.filters.feedback import RoundFilter
from outreach.permissions import is_of_station
from outreach.views.feedback import feedback_rounds, filtered_rounds


@require_safe
@allowed(is_of_station)
def feedback_rounds_export(request: HttpRequest) -> HttpResponseBase:
    """The rounds that the list shows with these filters, no more of each than there; it leaves a trace."""
    found = filtered_rounds(request)
    if not found.is_valid():
        return feedback_rounds(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    page = Sheet(_("Feedback"), _headings(), _rows(found))
    return workbook_response(_("Feedback %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(pgettext("feedback", "Title"), 30),
        Heading(_("Unit"), 18),
        Heading(_("First day"), 12),
        Heading(_("Last day"), 12),
        Heading(_("State"), 10),
        Heading(_("Schools"), 10),
        Heading(pgettext("feedback", "Answers"), 10),
        Heading(_("Average on the whole (1 to 5)"), 14),
    ]


def _rows(found: RoundFilter) -> Iterator[list[Value]]:
    for row in round_rows(list(found.qs.select_related("unit")), timezone.localdate()):
        asked = row.asked
        yield [
            asked.title,
            asked.unit.name,
            asked.first_day,
            asked.last_day,
            str(row.stage.label),
            row.schools,
            row.answers,
            row.overall,
        ]
