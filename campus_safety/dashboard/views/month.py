"""The commander's desk."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_commander
from campus_safety.dashboard.by_school import schools_of
from campus_safety.dashboard.desks import desk_of, query_of
from campus_safety.dashboard.month import month_on_desk
from campus_safety.dashboard.panels_registry import Desk, Place, panels


@dataclass(frozen=True, slots=True)
class Drawn:
    """A panel with what its template is given."""

    place: Place
    template: str
    context: dict[str, Any]


@require_safe
@allowed(is_commander)
def month(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the day at the points, and the month in figures."""
    try:
        desk, units = desk_of(request, timezone.now())
    except ValidationError as error:
        return bad_month(request, error)
    context = {"desk": desk, "units": units, "schools": schools_of(desk), "query": query_of(desk)} | _laid_out(desk)
    return render(request, "dashboard/month.html", context)


def bad_month(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The page that names what is no month."""
    return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)


def _laid_out(desk: Desk) -> dict[str, Any]:
    """The month and the panels, each at its place; a panel without a context is left out."""
    drawn = [Drawn(panel.place, panel.template, context) for panel in panels() if (context := panel.context(desk))]
    decisions = [panel for panel in drawn if panel.place == "decisions"]
    return {
        "month": month_on_desk(desk),
        "to_decide": sum(panel.context["count"] for panel in decisions),
        "decisions": decisions,
        "day": [panel for panel in drawn if panel.place == "day"],
        "below": [panel for panel in drawn if panel.place == "month"],
    }
