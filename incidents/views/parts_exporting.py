"""The lists of property and of actions on cases as workbooks, without a word of people; each leaves a trace."""

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
from incidents.filters.property import PropertyFilter
from incidents.filters.work import CaseActionFilter
from incidents.models import CaseAction, PropertyItem
from incidents.permissions import reads_cases
from incidents.views.items import filtered_items, item_list
from incidents.views.work import action_list, filtered_actions

CHUNK = 500


@require_safe
@allowed(reads_cases, hidden=True)
def items_export(request: HttpRequest) -> HttpResponseBase:
    """The property that the list shows with these filters."""
    found = filtered_items(request)
    if not found.is_valid():
        return item_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    headings = [
        Heading(_("Case"), 12),
        Heading(_("Unit"), 18),
        Heading(_("School"), 26),
        Heading(pgettext("property", "Kind"), 14),
        Heading(pgettext("property", "What it is"), 40),
        Heading(_("Value in yuan"), 14),
        Heading(pgettext("property", "Whose it is"), 16),
        Heading(_("Case reported at"), 17),
        Heading(pgettext("property", "Recovered on"), 12),
        Heading(pgettext("property", "Given back on"), 12),
    ]
    page = Sheet(_("Property"), headings, _item_rows(found))
    return workbook_response(_("Property %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _item_rows(found: PropertyFilter) -> Iterator[list[Value]]:
    item: PropertyItem
    for item in found.qs.select_related("case__unit", "case__school").iterator(chunk_size=CHUNK):
        yield [
            item.case.number,
            item.case.unit.name,
            item.case.school.name if item.case.school else None,
            item.get_category_display(),
            item.description,
            item.value_cny,
            item.get_owner_display(),
            item.case.reported_at,
            item.recovered_on,
            item.returned_on,
        ]


@require_safe
@allowed(reads_cases, hidden=True)
def actions_export(request: HttpRequest) -> HttpResponseBase:
    """The actions that the list shows with these filters; an action is one row, however many cases it served."""
    found = filtered_actions(request)
    if not found.is_valid():
        return action_list(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    headings = [
        Heading(_("Unit"), 18),
        Heading(pgettext("case action", "Kind"), 16),
        Heading(_("From"), 17),
        Heading(_("Until"), 17),
        Heading(_("Hours"), 8),
        Heading(_("Officers"), 24),
        Heading(_("Cases"), 24),
        Heading(_("What came of it"), 50),
    ]
    page = Sheet(_("Actions on cases"), headings, _action_rows(found))
    return workbook_response(_("Actions on cases %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _action_rows(found: CaseActionFilter) -> Iterator[list[Value]]:
    action: CaseAction
    for action in found.qs.with_all().iterator(chunk_size=CHUNK):
        yield [
            action.unit.name,
            action.get_kind_display(),
            action.started_at,
            action.ended_at,
            action.hours,
            listed(str(officer) for officer in action.officers.all()),
            listed(case.number for case in action.cases.all()),
            action.result,
        ]
