"""The wall screen: the month and the day at a glance, for a room."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_commander
from campus_safety.dashboard.desks import desk_of
from campus_safety.dashboard.month import month_on_desk
from campus_safety.dashboard.panels_registry import Desk, panels
from campus_safety.dashboard.views.month import Drawn, bad_month

MOST_FIGURES = 12


@require_safe
@allowed(is_commander)
def wall(request: HttpRequest) -> HttpResponse:
    """What waits, the day, and the first figures in large type. What fetches it anew gets the screen alone.

    No names of people or places of trouble stand on it: whoever comes into the room can read it.
    """
    try:
        desk, units = desk_of(request, timezone.now())
    except ValidationError as error:
        return bad_month(request, error)
    template = "dashboard/wall_screen.html" if request.headers.get("HX-Request") else "dashboard/wall.html"
    return render(request, template, {"desk": desk, "units": units} | _shown(desk))


def _shown(desk: Desk) -> dict[str, Any]:
    """The groups that want a decision, the panels that have a template for the wall, and figures: goals come first."""
    groups = [context for panel in panels() if panel.place == "decisions" and (context := panel.context(desk))]
    on_wall = [panel for panel in panels() if panel.wall]
    month = month_on_desk(desk)
    return {
        "groups": groups,
        "to_decide": sum(context["count"] for context in groups),
        "day": [Drawn(panel.place, panel.wall, context) for panel in on_wall if (context := panel.context(desk))],
        "month": month,
        "figures": sorted(month.rows, key=lambda row: not row.goal)[:MOST_FIGURES],
    }
