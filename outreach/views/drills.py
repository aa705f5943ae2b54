"""The plan of drills: how each school stands with the evacuation drills that it is asked for."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.lists.pages import render_list
from campus_safety.rules.catalogue import rule
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
    open_ones = School.objects.visible_to(user).filter(is_open=True)
    found = DrillFilter(request.GET, queryset=open_ones, request=request)

    def page(schools: Sequence[School]) -> list[DrillStanding]:
        return [found.standings[school.pk] for school in schools]

    def totals(rows: QuerySet[Any]) -> dict[str, Any]:
        states = Counter(found.standings[pk].state.value for pk in rows.values_list("pk", flat=True))
        return {"totals": states}

    context = {"rules": [rule(key, today) for key in (MONTHLY, QUARTERLY)], "with_unit": len(user.unit_ids) > 1}
    return render_list(request, "outreach/drills/list.html", found, page=page, more=totals, context=context)
