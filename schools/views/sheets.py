"""The safety sheet of one school, and the sheets of all schools of the units."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.lists.pages import render_list
from schools.filters import SheetFilter
from schools.models import Inspection, School
from schools.permissions import may_inspect, works_with_schools
from schools.sheet import Sheet, four_of, sheet_of, sheets_of

NEWEST = 10


@require_safe
@allowed(works_with_schools)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Every item with its latest results; who made them and when, and what is due again."""
    user, today = signed_in(request), timezone.localdate()
    school = get_object_or_404(School.objects.visible_to(user).with_levels(), pk=pk)
    made = Inspection.objects.visible_to(user).filter(school=school).finished().select_related("inspector", "school")
    context = {
        "school": school,
        "sheet": sheet_of(school, today),
        "inspections": made.order_by("-finished_at")[:NEWEST],
        "mine": Inspection.objects.open().filter(school=school, inspector=user).first(),
        "may_inspect": may_inspect(user, school),
        "for_police": is_officer(user),
    }
    return render(request, "schools/sheet.html", context)


@dataclass(frozen=True, slots=True)
class Row:
    """A school with its sheet."""

    school: School
    sheet: Sheet


@require_safe
@allowed(is_officer)
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets of all open schools of the user's units, and how many reach each of the four 100 %."""
    today = timezone.localdate()
    found = filtered_sheets(request)

    def rows(schools: Sequence[School]) -> list[Row]:
        laid_out = sheets_of(schools, today)
        return [Row(school, laid_out[school.pk]) for school in schools]

    return render_list(
        request,
        "schools/sheets.html",
        found,
        rows=lambda rows: rows.with_levels(),
        page=rows,
        more=lambda rows: {"four": four_of(rows)},
    )


def filtered_sheets(request: HttpRequest) -> SheetFilter:
    """The open schools that the user sees, as the address filters and orders them."""
    mine = School.objects.visible_to(signed_in(request)).filter(is_open=True)
    return SheetFilter(request.GET, queryset=mine.order_by("name", "pk"), request=request)
