"""The list of schools."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, has_area, is_officer, signed_in
from campus_safety.levels import Level, level_rank
from campus_safety.lists.pages import render_list
from schools.filters import SchoolFilter
from schools.models import School, SchoolLevel


@require_safe
@allowed(is_officer)
def school_list(request: HttpRequest) -> HttpResponse:
    """The schools of the user's units, kindergartens first."""
    return render_list(
        request, "schools/list.html", filtered(request),
        rows=lambda rows: rows.with_levels(), more=totals_of, context={"may_add": has_area(signed_in(request))},
    )  # fmt: skip


def filtered(request: HttpRequest) -> SchoolFilter:
    """The schools that the user sees, kindergartens first, with the filters of the address."""
    lowest = SchoolLevel.objects.filter(school=OuterRef("pk")).values(rank=level_rank("level"))[:1]
    mine = School.objects.visible_to(signed_in(request)).alias(lowest=Subquery(lowest))
    return SchoolFilter(request.GET, queryset=mine.order_by("lowest", "name", "pk"), request=request)


def totals_of(rows: QuerySet[Any]) -> dict[str, Any]:
    """Schools, kindergartens, private ones and pupils, in two queries."""
    counted = rows.order_by().aggregate(
        schools=Count("pk"), private=Count("pk", filter=Q(is_private=True)), pupils=Sum("pupils", default=0)
    )
    listed = rows.order_by().values("pk")
    kindergartens = SchoolLevel.objects.filter(level=Level.KINDERGARTEN, school__in=listed)
    return {"totals": counted | {"kindergartens": kindergartens.count()}}
