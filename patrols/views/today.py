"""The officer's day: the outing, what is due, nearest first, on a map and as a list."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.dashboard.asks_registry import asks_of
from campus_safety.geo.map_data import map_data
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period
from patrols.agenda import Agenda, Item, agenda_of
from patrols.models import CheckIn, Duty, Outing, PatrolPoint
from patrols.on_duty import with_own_marked
from patrols.permissions import may_go_out, may_see_minute, unit_ids_on_patrol
from patrols.rounds import round_of


@require_safe
@allowed(may_go_out)
def today(request: HttpRequest) -> HttpResponse:
    """Start or end an outing; the duties due now; one tap to check in."""
    user, now = signed_in(request), timezone.now()
    outing = Outing.objects.running_with(user).with_team().first()
    agenda = _agenda(user, outing, now)
    round_ = _round(user, outing, agenda) if request.GET.get("order") == "shortest" else None
    waiting = [leg.item for leg in round_["legs"]] if round_ else agenda.waiting
    context = {
        "now": now,
        "outing": outing,
        "elapsed": _elapsed(outing, now) if outing else None,
        "agenda": agenda,
        "round": round_,
        "next": waiting[0] if waiting else None,
        "asks": asks_of(user, now),
        "map_data": _map_data(user, agenda),
        "points": {code: point_data(item) for code, item in agenda.by_point().items()},
    }
    return render(request, "patrols/today/today.html", context)


def _elapsed(outing: Outing, now: datetime) -> tuple[int, int]:
    """Hours and minutes since the start; none yet for one that starts ahead, by a clock that is."""
    return divmod(max(int((now - outing.started_at).total_seconds() // 60), 0), 60)


def _agenda(user: User, outing: Outing | None, now: datetime) -> Agenda:
    day = local_day(now)
    duties = Duty.objects.of_units(unit_ids_on_patrol(user, outing), Period(day, day)).with_point()
    marked = with_own_marked(duties, user)
    for duty in marked:
        if not may_see_minute(user, duty):
            duty.suggested_at = None  # another unit's, on a joint outing; only the page's copy, which is never saved
    return agenda_of(marked, now)


def _round(user: User, outing: Outing | None, agenda: Agenda) -> dict[str, Any] | None:
    """What waits in the order of a short way from the outing's last check-in, else from the unit's place: one query."""
    if not agenda.waiting:
        return None
    check_ins = outing.check_ins.select_related("point").order_by("-captured_at") if outing else CheckIn.objects.none()
    last = check_ins.first()
    start = last.point.place if last else _place_of(user.unit)
    legs = round_of(agenda.waiting, start)
    return {
        "legs": legs,
        "length_m": sum(leg.length_m or 0 for leg in legs),
        "last": last,
        "is_from_unit": last is None and start is not None,
    }


def _place_of(unit: Unit | None) -> tuple[float, float] | None:
    if unit is None or unit.latitude is None or unit.longitude is None:
        return None
    return unit.latitude, unit.longitude


def _map_data(user: User, agenda: Agenda) -> dict[str, Any]:
    items = agenda.by_point().values()
    schools = {school.pk: school for item in items for school in item.duty.point.schools.all()}
    return map_data(
        outline=user.unit.outline if user.unit else None,
        schools=[school.mark for school in schools.values()],
        points=[{"code": item.duty.point.code} | point_data(item) for item in items],
    )


def bare_point_data(point: PatrolPoint) -> dict[str, Any]:
    """What the phone must know of a point to draw it and to check in there without asking again."""
    return {
        "number": point.number,
        "name": point.name,
        "lat": point.latitude,
        "lng": point.longitude,
        "fence_m": point.fence_radius_m,
        "state": "wait",
        "window": "",
        "ends_at": None,
        "url": reverse("patrols:check_in_at", args=[point.code]),
    }


def point_data(item: Item) -> dict[str, Any]:
    """The same, with what the duty there asks for."""
    ends_at = item.duty.ends_at.isoformat() if item.state in {"due", "late"} else None
    duty = {"state": item.state, "window": window_words(item.duty), "ends_at": ends_at}
    return bare_point_data(item.duty.point) | duty


def window_words(duty: Duty) -> str:
    """The window as it is read out: its occasion and its span."""
    starts, ends = (timezone.localtime(moment) for moment in (duty.starts_at, duty.ends_at))
    return f"{duty.window.get_occasion_display()} {starts:%H:%M}–{ends:%H:%M}"
