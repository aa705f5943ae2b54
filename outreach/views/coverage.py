"""Which schools have a legal vice-principal."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.lists.pages import render_list
from outreach.coverage import CoverRow, cover_rows, cover_totals, with_cover
from outreach.filters.appointments import CoverageFilter
from outreach.findings import rule_of
from outreach.permissions import is_of_station
from schools.models import School


@require_safe
@allowed(is_of_station)
def appointment_coverage(request: HttpRequest) -> HttpResponse:
    """The open schools of the user's units: those without a legal vice-principal first, then those soon without."""
    user, today = signed_in(request), timezone.localdate()
    schools = with_cover(School.objects.visible_to(user).filter(is_open=True), today)
    ordered = schools.order_by("is_covered", "stays_covered", "name", "pk")
    found = CoverageFilter(request.GET, queryset=ordered, request=request)

    def rows(schools: Sequence[School]) -> list[CoverRow]:
        return cover_rows(schools, today)

    def totals(schools: QuerySet[Any]) -> dict[str, Any]:
        return {"totals": cover_totals(schools)}

    return render_list(
        request, "outreach/appointments/coverage.html", found, rows=lambda rows: rows.with_levels(), page=rows,
        more=totals, context={"rule": rule_of("vice_principal_least", today), "with_unit": len(user.unit_ids) > 1},
    )  # fmt: skip
