"""Check-ins: the list, and one with the numbers behind its flags."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_commander, is_officer, signed_in
from campus_safety.audit.history import Told, told_of
from campus_safety.audit.trail import Action, entry, note_reading, record
from campus_safety.geo.map_data import map_data
from campus_safety.lists.pages import render_list
from patrols.coverage.points import point_mark
from patrols.filters import CheckInFilter
from patrols.findings import findings_of, flags_in_words
from patrols.models import CheckIn
from patrols.permissions import may_review
from patrols.totals import check_in_totals

# A fix that is wider than this would fill the map from edge to edge.
WIDE_FIX_M = 80.0


@require_safe
@allowed(is_officer)
def check_ins(request: HttpRequest) -> HttpResponse:
    """Check-ins at points of the user's units, and the user's own elsewhere. Who reads them leaves a trace."""
    user = signed_in(request)
    note_reading(by=user, where=request.get_full_path())
    found = filtered_check_ins(request)

    def totals(rows: QuerySet[Any]) -> dict[str, Any]:
        return {"totals": check_in_totals(rows)}

    return render_list(
        request, "patrols/check_ins/list.html", found, rows=lambda rows: rows.with_all(), more=totals,
        context={"may_review": is_commander(user)},
    )  # fmt: skip


def filtered_check_ins(request: HttpRequest) -> CheckInFilter:
    """The check-ins that the user sees, as the address filters and orders them."""
    return CheckInFilter(request.GET, queryset=CheckIn.objects.visible_to(signed_in(request)), request=request)


@require_safe
@allowed(is_officer)
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """One check-in: where and when, what it fulfilled, and every number that a flag is computed from.

    Where an officer was is sensitive: whoever reads it of another leaves a trace.
    """
    user = signed_in(request)
    row = get_object_or_404(CheckIn.objects.visible_to(user).with_all(), pk=pk)
    if row.officer != user:
        record(entry(row, action=Action.ACCESS, changes={}, actor=user))
    context = {
        "check_in": row,
        "review": getattr(row, "review", None),
        "may_review": may_review(user, row),
        "findings": findings_of(row),
        "history": _history(row),
        **place_of(row),
    }
    return render(request, "patrols/check_ins/detail.html", context)


def place_of(row: CheckIn) -> dict[str, Any]:
    """What the map of a check-in is given: the point, where the phone was, and how near to look."""
    me = None
    if row.latitude is not None and row.longitude is not None:
        me = {"lat": row.latitude, "lng": row.longitude, "accuracy": row.accuracy_m or 0.0}
    return {
        "map_data": map_data(points=[point_mark(row.point, "done")], me=me),
        "zoom": 17 if (row.accuracy_m or 0.0) < WIDE_FIX_M else 15,
    }


def _history(row: CheckIn) -> list[Told]:
    """What the trail says of the check-in and of the word on it, newest first."""
    told = told_of(row, labels={"point": _("patrol point")}, words={"flags": flags_in_words})
    review = getattr(row, "review", None)
    of_review = told_of(review) if review else []
    return sorted([*told, *of_review], key=lambda entry: entry.at, reverse=True)
