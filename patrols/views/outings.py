"""Outings: the list with its totals, one outing with its team and check-ins, and the way in to all of the patrols."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, has_area, is_commander, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.geo.map_data import map_data
from campus_safety.lists.pages import render_list
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period
from patrols.coverage.points import marks_today
from patrols.filters import OutingFilter
from patrols.models import CheckIn, Duty, DutyWindow, Outing, PatrolPoint, Vehicle
from patrols.permissions import may_end_outing, may_note_findings
from patrols.routes import route_of
from patrols.totals import check_in_totals, duty_totals, outing_totals

HISTORY_LABELS = {
    "officers": _("officers"),
    "vehicles": _("vehicles"),
    "volunteers": _("volunteers"),
    "units": _("other units"),
}


@require_safe
@allowed(is_officer)
def index(request: HttpRequest) -> HttpResponse:
    """Where the patrols stand today, and the way to every list."""
    user, now = signed_in(request), timezone.now()
    points = list(PatrolPoint.objects.visible_to(user).in_force(local_day(now)))
    marks = marks_today(points, now)
    context = {
        "now": now,
        "today": local_day(now),
        "numbers": _numbers(user, now),
        "points": points,
        "may_add": has_area(user),
        "may_watch": is_commander(user),
        "states": [marks[point.pk] for point in points],
    }
    return render(request, "patrols/outings/index.html", context)


def _numbers(user: User, now: datetime) -> dict[str, Any]:
    """Today's numbers of each list: a query or two each."""
    today = Period(local_day(now), local_day(now))
    outings = Outing.objects.visible_to(user).filter(started_at__gte=today.starts_at, started_at__lt=today.ends_at)
    check_ins = CheckIn.objects.visible_to(user).filter(captured_at__gte=today.starts_at, captured_at__lt=today.ends_at)
    duties = Duty.objects.visible_to(user).filter(on=today.first_day)
    published = Count("pk", filter=Q(is_published=True))
    return {
        "outings": outing_totals(outings, user.unit_ids),
        "running": Outing.objects.visible_to(user).running().count(),
        "check_ins": check_in_totals(check_ins),
        "duties": duty_totals(duties, now),
        "points": PatrolPoint.objects.visible_to(user)
        .in_force(today.first_day)
        .aggregate(all=Count("pk"), published=published),
        "windows": DutyWindow.objects.visible_to(user).in_force(today.first_day).count(),
        "vehicles": Vehicle.objects.visible_to(user).aggregate(
            all=Count("pk"), active=Count("pk", filter=Q(is_active=True))
        ),
    }


@require_safe
@allowed(is_officer)
def outings(request: HttpRequest) -> HttpResponse:
    """Outings that a unit of the user leads or takes part in; above them what these units count of them."""
    found = filtered_outings(request)

    def totals(rows: QuerySet[Any]) -> dict[str, Any]:
        asked = found.form.cleaned_data
        counted = outing_totals(rows, found.unit_ids, officer=asked["officer"], vehicle=asked["vehicle"])
        return {"totals": counted, "unit_ids": found.unit_ids}

    return render_list(request, "patrols/outings/list.html", found, rows=lambda rows: rows.with_team(), more=totals)


def filtered_outings(request: HttpRequest) -> OutingFilter:
    """The outings that the user sees, as the address filters and orders them."""
    return OutingFilter(request.GET, queryset=Outing.objects.visible_to(signed_in(request)), request=request)


@require_safe
@allowed(is_officer)
def outing(request: HttpRequest, pk: int) -> HttpResponse:
    """One outing: who, in what, with whom, on which route, and what was found."""
    user = signed_in(request)
    team = Outing.objects.visible_to(user).with_team().prefetch_related("officers__unit", "dispatches__unit")
    row = get_object_or_404(team, pk=pk)
    seen = CheckIn.objects.visible_to(user).filter(outing=row).with_all()
    check_ins = list(seen.order_by("captured_at"))
    route = route_of(check_ins)
    context = {
        "outing": row,
        "may_end": row.ended_at is None and may_end_outing(user, row),
        "may_note": may_note_findings(user, row),
        "check_ins": check_ins,
        "unseen": row.check_ins.count() - len(check_ins),
        "route": route,
        "history": told_of(row, labels=HISTORY_LABELS, people=["officers"]),
        "map_data": map_data(outline=row.unit.outline, points=route.marks, route=route.places),
    }
    return render(request, "patrols/outings/detail.html", context)
