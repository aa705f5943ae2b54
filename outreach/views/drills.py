"""The plan of drills: how each school stands with the evacuation drills that it is asked for; also as a workbook."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.lists.pages import render_list
from campus_safety.rules.catalogue import rule
from campus_safety.spreadsheets.writing import Heading, Sheet, Value, workbook_response
from outreach.drill_plan import DrillStanding
from outreach.drill_terms import MONTHLY, QUARTERLY
from outreach.filters.drills import DrillFilter
from outreach.permissions import is_of_station
from schools.models import School


@require_safe
@allowed(is_of_station)
def drills(request: HttpRequest) -> HttpResponse:
    """The open schools of the user's units, each with the state and the dates of its evacuation drills."""
    user, today = signed_in(request), timezone.localdate()
    found = filtered_drills(request)

    def page(schools: Sequence[School]) -> list[DrillStanding]:
        return [found.standings[school.pk] for school in schools]

    def more(rows: QuerySet[Any]) -> dict[str, Any]:
        standings = [found.standings[pk] for pk in rows.values_list("pk", flat=True)]
        states = Counter(standing.state.value for standing in standings)
        overdue = sum(standing.owed is not None for standing in standings)
        return {"totals": states | {"overdue": overdue}, "overdue_on": found.form.cleaned_data["overdue"]}

    context = {"rules": [rule(key, today) for key in (MONTHLY, QUARTERLY)], "with_unit": len(user.unit_ids) > 1}
    return render_list(request, "outreach/drills/list.html", found, page=page, more=more, context=context)


def filtered_drills(request: HttpRequest) -> DrillFilter:
    """The open schools that the user sees, as the address filters and orders them."""
    open_ones = School.objects.visible_to(signed_in(request)).filter(is_open=True)
    return DrillFilter(request.GET, queryset=open_ones, request=request)


@require_safe
@allowed(is_of_station)
def drills_export(request: HttpRequest) -> HttpResponseBase:
    """The schools that the plan shows with these filters; it leaves a trace."""
    found = filtered_drills(request)
    if not found.is_valid():
        return drills(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    page = Sheet(_("Plan of drills"), _headings(), _rows(found))
    return workbook_response(_("Plan of drills %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(_("Unit"), 18),
        Heading(_("School"), 26),
        Heading(_("State"), 14),
        Heading(_("Overdue since"), 14),
        Heading(_("Due by"), 14),
        Heading(_("Last evacuation"), 14),
        Heading(_("Planned for"), 14),
    ]


def _rows(found: DrillFilter) -> Iterator[list[Value]]:
    for pk in found.qs.values_list("pk", flat=True):
        standing = found.standings[pk]
        yield [
            standing.school.unit.name,
            standing.school.name,
            str(standing.state.label),
            standing.owed.last_day if standing.owed else None,
            standing.period.last_day if standing.period and standing.is_asked else None,
            standing.last_on,
            standing.planned_on,
        ]
