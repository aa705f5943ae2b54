"""What the file of a school says about its patrols: the points, their windows, what was done; never a time to come
but the windows themselves, and to a principal no officer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.local_days import local_day
from campus_safety.printing.blocks import Column, PrintedBlock, Table, Words
from patrols import gate_events
from patrols.coverage.points import DAYS, Rate, point_mark, rates_of, total_of
from patrols.grades import GRADE_LABELS, Grade, grade_of
from patrols.models import CheckIn, Duty, DutyWindow, PatrolPoint
from patrols.states import MARK_WORDS, DutyState, duty_mark
from patrols.weekdays import weekdays_in_words
from schools.dossier_registry import Section, register
from schools.models import School
from schools.timeline_registry import register as register_events


@dataclass(frozen=True, slots=True)
class GateDuty:
    """One duty at a point of the school: what it is now, and, once over or done, when somebody came and how sure it is.

    `grade` is that of its best check-in that stands; None without one.
    """

    duty: Duty
    mark: str
    grade: str | Promise | None = None

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
    """The points of a school that are in force: six queries, however many there are."""
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
    grades = _grades([duty for duty in duties if duty.on == today])
    shown = [_gate(point, windows, duties, rates[point.pk], grades, now) for point in points]
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


def _grades(duties: list[Duty]) -> dict[int, str | Promise]:
    """{duty id: the best grade of its check-ins that stand}."""
    standing = CheckIn.objects.standing().filter(duty__in=duties).select_related("confirmation")
    order = list(Grade)
    graded = sorted((order.index(grade_of(check_in)), check_in.duty_id) for check_in in standing if check_in.duty_id)
    return {duty_id: GRADE_LABELS[order[place]] for place, duty_id in graded}


def _gate(
    point: PatrolPoint,
    windows: list[DutyWindow],
    duties: list[Duty],
    rate: Rate,
    grades: dict[int, str | Promise],
    now: datetime,
) -> Gate:
    """One point out of the windows, and the duties of this week, of all."""
    today = local_day(now)
    return Gate(
        point=point,
        windows=[window for window in windows if window.point_id == point.pk],
        today=[
            GateDuty(duty, duty_mark(duty.state, duty.starts_at, duty.ends_at, now), grades.get(duty.pk))
            for duty in duties
            if duty.point_id == point.pk and duty.on == today
        ],
        rate=rate,
        done_this_week=_done(duties, point, today),
    )


def _done(duties: list[Duty], point: PatrolPoint, today: date) -> int:
    return sum(duty.point_id == point.pk and duty.state == DutyState.DONE and duty.on <= today for duty in duties)


def print_gates(school: School, user: User) -> Iterator[PrintedBlock]:
    """The points with their windows; to police the rate of each, to a principal how often somebody came this week."""
    context = gates(school, user)
    number = context["done_this_week"]
    columns = [Column(str(_("Patrol point")), 4), Column(str(_("Duty windows")), 5)]
    if context["for_police"]:
        columns.append(Column(str(_("Visibility rate")), 3))
    elif context["gates"]:
        words = ngettext(
            "Police were at the gate %(number)s time in a window this week.",
            "Police were at the gate %(number)s times in a window this week.",
            number,
        )
        yield Words(words % {"number": number})
    rows = [_row(gate, for_police=context["for_police"]) for gate in context["gates"]]
    yield Table(columns, rows, str(_("No patrol point serves this school yet")))


def _row(gate: Gate, *, for_police: bool) -> list[str]:
    windows = [
        f"{window.get_occasion_display()} {time_format(window.starts_at)}–{time_format(window.ends_at)}"
        f"  {weekdays_in_words(window.weekdays)}"
        for window in gate.windows
    ]
    cells = [f"{gate.point.number} {gate.point.name}", "\n".join(windows) or str(_("no window in force"))]
    if for_police:
        done = _("%(days)s days, %(done)s of %(due)s") % {"days": DAYS, "done": gate.rate.done, "due": gate.rate.due}
        cells.append("–" if gate.rate.percent is None else f"{gate.rate.percent} %\n{done}")
    return cells


register(Section("patrols", _("Patrols at the gate"), "patrols/dossier.html", gates, order=10, printed=print_gates))
register_events("patrols.visits", gate_events.visits)
