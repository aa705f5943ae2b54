"""What the file of a school says about its patrols: the points, their windows, what was done; never a time to come
but the windows themselves, and to a principal no officer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.statistics.periods import local_day
from patrols.coverage import DAYS, Rate, point_mark, rates_of, total_of
from patrols.models import Duty, DutyWindow, PatrolPoint
from patrols.states import MARK_WORDS, DutyState, duty_mark
from schools.dossier_registry import Section, register
from schools.models import School


@dataclass(frozen=True, slots=True)
class GateDuty:
    """One duty at a point of the school: what it is now, and, once over or done, when somebody came."""

    duty: Duty
    mark: str

    @property
    def word(self) -> Any:
        """The word beside the mark."""
        return MARK_WORDS[self.mark]


@dataclass(frozen=True, slots=True)
class Gate:
    """A point of the school: its windows in force, today's duties, and the rate of the last 30 days."""

    point: PatrolPoint
    windows: list[DutyWindow]
    today: list[GateDuty]
    rate: Rate
    done_this_week: int


def gates(school: School, user: User) -> dict[str, Any]:
    """The points of a school that are in force: five queries, however many there are."""
    now = timezone.now()
    today = local_day(now)
    points = list(school.points.visible_to(user).in_force(today).order_by("code"))
    rates = rates_of(points, now)
    rate = total_of(rates.values())
    windows = list(DutyWindow.objects.filter(point__in=points).in_force(today).order_by("starts_at"))
    duties = list(
        Duty.objects.filter(point__in=points, on__range=(today - timedelta(days=today.weekday()), today))
        .select_related("window")
        .order_by("starts_at")
    )
    shown = [_gate(point, windows, duties, rates[point.pk], now) for point in points]
    for_police = is_officer(user)
    fact = {
        "label": _("Visibility rate"),
        "value": "–" if rate.percent is None else rate.percent,
        "unit": "" if rate.percent is None else "%",
        "line": _("%(days)s days, %(done)s of %(due)s") % {"days": DAYS, "done": rate.done, "due": rate.due},
    }
    return {
        "gates": shown,
        "rate": rate,
        "days": DAYS,
        "for_police": for_police,
        "done_this_week": sum(gate.done_this_week for gate in shown),
        "fact": fact,
        "count": len(points),
        "points_on_map": [point_mark(point, "wait", None if for_police else "") for point in points],
    }


def _gate(point: PatrolPoint, windows: list[DutyWindow], duties: list[Duty], rate: Rate, now: datetime) -> Gate:
    """One point out of the windows, and the duties of this week, of all."""
    today = local_day(now)
    return Gate(
        point=point,
        windows=[window for window in windows if window.point_id == point.pk],
        today=[
            GateDuty(duty, duty_mark(duty.state, duty.starts_at, duty.ends_at, now))
            for duty in duties
            if duty.point_id == point.pk and duty.on == today
        ],
        rate=rate,
        done_this_week=_done(duties, point, today),
    )


def _done(duties: list[Duty], point: PatrolPoint, today: date) -> int:
    return sum(duty.point_id == point.pk and duty.state == DutyState.DONE and duty.on <= today for duty in duties)


register(Section("patrols", _("Patrols at the gate"), "patrols/dossier.html", gates, order=10))
