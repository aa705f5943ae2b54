"""The list of event covers as a workbook."""

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
from campus_safety.wording import listed
from outreach.permissions import is_of_station
from outreach.querysets import EventCoverQuerySet
from outreach.views.covers import cover_list, filtered_covers

CHUNK = 500


@require_safe
@allowed(is_of_station)
def covers_export(request: HttpRequest) -> HttpResponseBase:
    """The event covers that the list shows with these filters, as a workbook."""
    found = filtered_covers(request)
    if not found.is_valid():
        return cover_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    page = Sheet(_("Event covers"), _headings(), _rows(found.qs))
    return workbook_response(_("Event covers %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(_("School"), 26),
        Heading(pgettext("event cover", "What is on"), 26),
        Heading(_("Where exactly"), 26),
        Heading(_("From"), 17),
        Heading(_("Until"), 17),
        Heading(_("How many people"), 10),
        Heading(_("Who watches phones, bags and instruments"), 22),
        Heading(_("State"), 14),
        Heading(_("Officers"), 26),
        Heading(_("Police went out"), 12),
        Heading(_("Mark of the school"), 10),
        Heading(_("Mark of police"), 10),
    ]


def _rows(covers: EventCoverQuerySet) -> Iterator[list[Value]]:
    for cover in covers.with_names().iterator(chunk_size=CHUNK):
        yield [
            cover.school.name,
            cover.title,
            cover.place,
            cover.starts_at,
            cover.ends_at,
            cover.people,
            cover.valuables_watched_by,
            cover.get_state_display(),
            listed(str(officer) for officer in cover.officers.all()),
            _("Yes") if getattr(cover, "is_covered", False) else _("No"),
            cover.school_mark,
            cover.police_mark,
        ]
