"""Cases by the hour of the day against check-ins by the hour: are we there when it happens?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from campus_safety.dashboard.compiled import figure_of
from campus_safety.dashboard.desks import export_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from campus_safety.statistics.words import month_name
from campus_safety.wording import listed

CASES, CHECK_INS = "incidents_reported", "check_ins"
# {hour of the day: how many}
Counts = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the day: the cases that happened in it, and the check-ins that were taken."""

    hour: int
    cases: int
    check_ins: int


def hours_against(desk: Desk) -> dict[str, Any]:
    """Both by the hour; nothing where neither was compiled. No query of its own."""
    hours = hours_of(desk)
    if not hours:
        return {}
    labels = [hour.hour for hour in hours]
    return {
        "sentence": sentence_of(hours),
        "month": month_name(desk.period),
        "hours": hours,
        "cases": {
            "labels": labels,
            "values": [hour.cases for hour in hours],
            "label": _("Cases"),
            "isEvent": True,
            "isUpper": True,
        },
        "check_ins": {"labels": labels, "values": [hour.check_ins for hour in hours], "label": _("Check-ins")},
        "export_url": export_of(desk, "dashboard.hours"),
    }


def hours_of(desk: Desk) -> list[Hour]:
    """The hours from the first with a case or a check-in to the last."""
    cases, check_ins = _by_hour(desk, CASES), _by_hour(desk, CHECK_INS)
    known = cases.keys() | check_ins.keys()
    if not known:
        return []
    return [Hour(hour, cases.get(hour, 0), check_ins.get(hour, 0)) for hour in range(min(known), max(known) + 1)]


def _by_hour(desk: Desk, key: str) -> Counts:
    figure = figure_of(desk, key)
    return {int(hour): number for hour, number in figure.breakdowns.get("hour", {}).items() if hour} if figure else {}


def sentence_of(hours: list[Hour]) -> str:
    """When most happens, and when most are there."""
    cases, check_ins = _peak({one.hour: one.cases for one in hours}), _peak({one.hour: one.check_ins for one in hours})
    words = {"cases": cases, "check_ins": check_ins}
    if not cases:
        return _("No case happened; most check-ins were taken in the hour from %(check_ins)s") % words
    if not check_ins:
        return _("Most cases happened in the hour from %(cases)s, and nobody checked in") % words
    if cases == check_ins:
        return _("Most cases happened in the hour from %(cases)s, and most check-ins were taken in it") % words
    return _("Most cases happened in the hour from %(cases)s, most check-ins in that from %(check_ins)s") % words


def _peak(counts: Counts) -> str:
    """The hour with most, several if they are equal: `17:00`; "" where there is nothing."""
    most = max(counts.values())
    return listed(f"{hour:02}:00" for hour, number in counts.items() if number == most) if most else ""


def hours_sheet(desk: Desk) -> Sheet:
    """The hours as a table."""
    headings = [Heading(_("Hour from")), Heading(_("Cases")), Heading(_("Check-ins"))]
    rows: list[list[Value]] = [[f"{one.hour:02}:00", one.cases, one.check_ins] for one in hours_of(desk)]
    return Sheet(_("Cases and check-ins by hour"), headings, rows)
