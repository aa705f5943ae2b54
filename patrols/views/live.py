"""The live view: who is out, what is done, due and late now, and what comes next. For commanders."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.geo.map_data import map_data
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period
from campus_safety.statistics.scope import at_or_below, chosen_unit, units_of
from patrols.agenda import agenda_of
from patrols.live import coming, out_now, waiting
from patrols.models import Duty, PatrolPoint
from patrols.points_now import points_now, school_marks, stations_now

MOST_LISTED = 50
# A board of more points than these, of several units, is too much to be read and to be fetched every 30 seconds.
MOST_POINTS = 300


@require_safe
@allowed(is_commander)
def live(request: HttpRequest) -> HttpResponse:
    """The board; for many points of several units a row for each unit, which leads to its board.

    What fetches it anew every 30 seconds is answered with the board or the rows alone.
    """
    user, at = signed_in(request), timezone.now()
    units = units_of(user)
    unit = chosen_unit(request, units)
    unit_ids = at_or_below(unit)
    is_board = not _is_too_much(unit_ids, at)
    context = _board(user, unit_ids, at) if is_board else {"now": stations_now(units, unit_ids, at), "states": {}}
    context |= {"unit": unit, "at": at, "fragment": f"patrols/live/{'board' if is_board else 'stations'}.html"}
    if request.headers.get("HX-Request"):
        return render(request, context["fragment"], context)
    if is_board:
        schools = school_marks(unit_ids)
        context["map_data"] = map_data(outline=unit.outline, schools=schools, points=context["now"].marks)
    return render(request, "patrols/live/page.html", context | {"units": units})


def _is_too_much(unit_ids: frozenset[int], at: datetime) -> bool:
    points = PatrolPoint.objects.in_force(local_day(at)).filter(unit_id__in=unit_ids)
    return len(unit_ids) > 1 and points.count() > MOST_POINTS


def _board(user: User, unit_ids: frozenset[int], at: datetime) -> dict[str, Any]:
    today = Period(local_day(at), local_day(at))
    agenda = agenda_of(Duty.objects.of_units(unit_ids, today).with_point(), at)
    now = points_now(unit_ids, agenda, at)
    late = agenda.late[:MOST_LISTED]
    shown = waiting([*late, *agenda.due[:MOST_LISTED]])
    return {
        "agenda": agenda,
        "late": shown[: len(late)],
        "due": shown[len(late) :],
        "now": now,
        "states": {point.code: state for point, state in zip(now.points, now.states, strict=True)},
        "out": out_now(user, unit_ids),
        "coming": coming(agenda.later),
    }
