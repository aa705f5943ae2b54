"""The list of activities as a workbook."""

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
from outreach.activity_rows import with_ties
from outreach.models import Activity
from outreach.permissions import is_of_station
from outreach.views.activities import activity_list, filtered_activities

CHUNK = 500


@require_safe
@allowed(is_of_station)
def activities_export(request: HttpRequest) -> HttpResponseBase:
    """The activities that the list shows with these filters; it leaves a trace."""
    user, found = signed_in(request), filtered_activities(request)
    if not found.is_valid():
        return activity_list(request)
    note_reading(by=user, where=request.get_full_path())
    rows = with_ties(found.qs, user).prefetch_related("measures").iterator(chunk_size=CHUNK)
    page = Sheet(_("Activities"), _headings(), _rows(rows))
    return workbook_response(_("Activities %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(pgettext("activity", "Kind"), 14),
        Heading(pgettext("activity", "What it is about"), 36),
        Heading(_("State"), 14),
        Heading(_("From"), 17),
        Heading(_("Until"), 17),
        Heading(_("Unit"), 18),
        Heading(_("Schools"), 36),
        Heading(_("Objected to by"), 26),
        Heading(_("Officers"), 26),
        Heading(_("With leaders"), 10),
        Heading(_("Where exactly"), 26),
        Heading(_("Class hours"), 10),
        Heading(_("Kind of drill"), 16),
        Heading(_("Minutes taken"), 10),
        Heading(_("Children"), 10),
        Heading(_("Staff"), 10),
        Heading(_("Parents"), 10),
        Heading(_("Tools shown"), 26),
        Heading(_("What came of it"), 50),
        Heading(_("Measures"), 14),
    ]


def _rows(activities: Iterator[Activity]) -> Iterator[list[Value]]:
    for activity in activities:
        schools = activity.attendances.all()
        yield [
            activity.get_kind_display(),
            activity.title,
            activity.get_state_display(),
            activity.starts_at,
            activity.ends_at,
            activity.unit.name,
            listed(each.school.name for each in schools),
            listed(each.school.name for each in schools if each.has_objected),
            listed(str(officer) for officer in activity.officers.all()),
            _("Yes") if activity.with_leaders else _("No"),
            activity.place,
            activity.class_hours,
            activity.get_drill_display(),
            activity.drill_min,
            activity.children,
            activity.staff,
            activity.parents,
            activity.tools,
            activity.outcome,
            listed(str(measure.number) for measure in activity.measures.all()),
        ]
