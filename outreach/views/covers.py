"""Event covers: the list, and one of them."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.geo.map_data import PointMark, map_data
from campus_safety.lists.pages import render_list
from outreach.checklist import CHECKLIST, SOURCE
from outreach.cover_rows import row_of, rows_of
from outreach.cover_steps import steps_open_to
from outreach.filters.covers import CoverFilter, OwnCoverFilter
from outreach.models import EventCover
from outreach.permissions import works_with_outreach
from outreach.permissions.covers import may_change_cover, may_prepare, may_rate_cover, may_start_cover
from outreach.states.covers import CoverState
from schools.views.frame import frame_of


@require_safe
@allowed(works_with_outreach)
def cover_list(request: HttpRequest) -> HttpResponse:
    """The event covers of the user's units, the latest events first; for a principal those of the own school."""
    user, now = signed_in(request), timezone.now()
    context: dict[str, Any] = frame_of(user) | {"with_unit": len(user.unit_ids) > 1}
    return render_list(
        request, "outreach/covers/list.html", filtered_covers(request), rows=lambda rows: rows.with_names(),
        page=lambda covers: rows_of(covers, now), more=lambda rows: {"totals": cover_totals(rows)}, context=context,
    )  # fmt: skip


def filtered_covers(request: HttpRequest) -> CoverFilter | OwnCoverFilter:
    """The event covers that the user sees, as the address filters and orders them."""
    user = signed_in(request)
    found = OwnCoverFilter if is_principal(user) else CoverFilter
    return found(request.GET, queryset=EventCover.objects.visible_to(user), request=request)


def cover_totals(rows: QuerySet[Any]) -> dict[str, int]:
    """How many wait for a decision, are approved, and were covered by an outing: one query."""
    counted: dict[str, int] = rows.order_by().aggregate(
        undecided=Count("pk", filter=Q(state=CoverState.REQUESTED), distinct=True),
        approved=Count("pk", filter=Q(state=CoverState.APPROVED), distinct=True),
        covered=Count("pk", filter=Q(outings__isnull=False), distinct=True),
    )
    return counted


def visible_cover(user: User, pk: int) -> EventCover:
    """The event cover with its names. Raises Http404 where there is none, or none that the user may see."""
    return get_object_or_404(EventCover.objects.visible_to(user).with_names(), pk=pk)


@require_safe
@allowed(works_with_outreach)
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """One event cover: what is asked, who comes, the checklist against theft, how it went, and its steps."""
    user = signed_in(request)
    found = visible_cover(user, pk)
    context = {
        "cover": found,
        "for_police": not is_principal(user),
        "school": found.school,
        "row": row_of(found, timezone.now()),
        "steps": found.steps.select_related("by").order_by("-at", "-pk"),
        "checklist": [(item, item.key in found.prepared) for item in CHECKLIST],
        "source": SOURCE,
        "map_data": map_data(outline=found.unit.outline, schools=[found.school.mark], points=[_mark_on_map(found)]),
        **_open_to(user, found),
        **({} if is_principal(user) else _for_police(found)),
    }
    return render(request, "outreach/covers/detail.html", context)


def _open_to(user: User, cover: EventCover) -> dict[str, Any]:
    """What the user may do with an event cover now."""
    open_steps = steps_open_to(user, cover)
    return {
        "main_step": next((step for step in open_steps if step.is_main), None),
        "other_steps": [step for step in open_steps if not step.is_main],
        "may_prepare": may_prepare(user, cover),
        "may_change": may_change_cover(user, cover),
        "may_start": may_start_cover(user, cover),
        "may_rate": may_rate_cover(user, cover),
        "has_rated": bool(cover.school_mark if is_principal(user) else cover.police_mark),
    }


def _mark_on_map(cover: EventCover) -> PointMark:
    return PointMark(
        code=str(cover.pk), number="", name=cover.title, lat=cover.latitude, lng=cover.longitude, state="wait", url=""
    )


def _for_police(cover: EventCover) -> dict[str, Any]:
    """Who is out for it, and what else the unit is asked for at that time."""
    outings = cover.outings.select_related("outing").prefetch_related("outing__officers__officer")
    return {"for_police": True, "outings": outings, "beside": EventCover.objects.beside(cover).select_related("school")}
