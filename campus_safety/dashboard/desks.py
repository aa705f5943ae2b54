"""Which desk an address asks for: the unit, the month, and what the figures are narrowed to."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from campus_safety.accounts.models import Unit
from campus_safety.accounts.permissions import signed_in
from campus_safety.dashboard.by_school import schools_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.registry import indicator_named
from campus_safety.statistics.scope import at_or_below, chosen_month, chosen_unit, units_of


def desk_of(request: HttpRequest, now: datetime) -> tuple[Desk, list[Unit]]:
    """The desk that `month`, `unit`, `school` and `trend` name, and the units that its user chooses from.

    Raises ValidationError for what is no month, Http404 for what is not there or not the user's.
    """
    user = signed_in(request)
    units = units_of(user)
    unit, period = chosen_unit(request, units), chosen_month(request, now)
    trend = request.GET.get("trend", "")
    if trend and indicator_named(trend) is None:
        raise Http404
    desk = Desk(user, unit, at_or_below(unit), period, now, request.GET.get("school", ""), trend)
    if desk.school and desk.school not in schools_of(desk):
        raise Http404
    return desk, units


def query_of(desk: Desk) -> str:
    """What an address says to be about the same desk, without the mark before it."""
    said = {"month": desk.period.code, "unit": desk.unit.code, "school": desk.school, "trend": desk.trend}
    return urlencode({name: value for name, value in said.items() if value})


def export_of(desk: Desk, chart: str) -> str:
    """Where the numbers of a chart or a panel of the desk are had as a file."""
    return f"{reverse('dashboard:chart', args=[chart])}?{query_of(desk)}"
