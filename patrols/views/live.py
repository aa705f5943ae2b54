"""The live view: who is out, what is done, due and late now, and what comes next. For commanders."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.geo.map_data import map_data
from campus_safety.statistics.periods import Period, local_day
from campus_safety.statistics.scope import at_or_below, chosen_unit, units_of
from patrols.agenda import agenda_of
from patrols.live import coming, out_now
from patrols.models import Duty
from patrols.points_now import points_now, school_marks

MOST_LISTED = 50


@require_safe
@allowed(is_commander)
def live(request: HttpRequest) -> HttpResponse:
    """The board. What fetches it anew every 30 seconds is answered with the board alone."""
    units = units_of(signed_in(request))
    unit = chosen_unit(request, units)
    unit_ids = at_or_below(unit)
    context = _board(unit_ids)
    if request.headers.get("HX-Request"):
        return render(request, "patrols/live/board.html", context)
    marks = map_data(outline=unit.outline, schools=school_marks(unit_ids), points=context["now"].marks)
    return render(request, "patrols/live/page.html", context | {"unit": unit, "units": units, "map_data": marks})


def _board(unit_ids: frozenset[int]) -> dict[str, Any]:
    at = timezone.now()
    today = Period(local_day(at), local_day(at))
    agenda = agenda_of(Duty.objects.of_units(unit_ids, today).with_point(), at)
    now = points_now(unit_ids, agenda, at)
    return {
        "at": at,
        "agenda": agenda,
        "late": agenda.late[:MOST_LISTED],
        "due": agenda.due[:MOST_LISTED],
        "now": now,
        "states": {point.code: state for point, state in zip(now.points, now.states, strict=True)},
        "out": out_now(unit_ids),
        "coming": coming(agenda.later),
    }
