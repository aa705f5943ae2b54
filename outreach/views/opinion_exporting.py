"""The list of opinions as a workbook."""

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
from outreach.filters.opinions import OwnOpinionFilter
from outreach.models import Opinion
from outreach.permissions import is_of_station
from outreach.views.opinions import filtered_opinions, opinion_list

CHUNK = 500


@require_safe
@allowed(is_of_station)
def opinions_export(request: HttpRequest) -> HttpResponseBase:
    """The opinions that the list shows with these filters; it leaves a trace."""
    found = filtered_opinions(request)
    if not found.is_valid():
        return opinion_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    page = Sheet(_("Opinions"), _headings(), _rows(found))
    return workbook_response(_("Opinions %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(_("Received at"), 17),
        Heading(_("Unit"), 18),
        Heading(_("School"), 26),
        Heading(pgettext("opinion", "What it is"), 10),
        Heading(pgettext("opinion", "What it is about"), 18),
        Heading(pgettext("opinion", "How it came"), 14),
        Heading(_("What it says"), 50),
        Heading(_("State"), 12),
        Heading(_("To be answered by"), 14),
        Heading(_("Answered at"), 17),
        Heading(pgettext("opinion", "Answer"), 50),
        Heading(_("Satisfied"), 10),
    ]


def _rows(found: OwnOpinionFilter) -> Iterator[list[Value]]:
    opinion: Opinion
    for opinion in found.qs.select_related("school", "unit").iterator(chunk_size=CHUNK):
        yield [
            opinion.received_at,
            opinion.unit.name,
            opinion.school.name,
            opinion.get_kind_display(),
            opinion.get_topic_display(),
            opinion.get_way_display(),
            opinion.text,
            opinion.get_state_display(),
            opinion.due_on,
            opinion.answered_at,
            opinion.answer,
            _said(opinion.is_satisfied),
        ]


def _said(is_satisfied: bool | None) -> str | None:
    if is_satisfied is None:
        return None
    return _("Yes") if is_satisfied else _("No")
