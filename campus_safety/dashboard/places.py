"""Cases by school and hour against the check-ins there: where nobody had been at that hour of the day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus_safety.dashboard.compiled import figure_of
from campus_safety.dashboard.desks import export_of
from campus_safety.dashboard.hours import CASES, CHECK_INS
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.dashboard.schools import names_of
from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from campus_safety.statistics.words import month_name
from campus_safety.wording import listed

FIRST_ROWS = 10
# {school: {hour of the day: how many}}; what belongs to several schools counts at each, "" is no school.
BySchoolAndHour = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """A school with cases: how many, in which hours of the day, and the check-ins in those hours and in all."""

    school: str
    cases: int
    hours: list[int]
    # Of the cases those in an hour of the day in which nobody checked in at the school all month.
    uncovered: int
    check_ins_then: int
    check_ins: int

    @property
    def clock(self) -> str:
        """The hours in words: `08:00, 17:00`."""
        return listed(f"{hour:02}:00" for hour in self.hours)


def cases_by_place(desk: Desk) -> dict[str, Any]:
    """The schools with cases, those first where most happened while nobody was there: one query, for their names.

    Nothing where no case was compiled by school and hour.
    """
    places = places_of(desk)
    if not places:
        return {}
    return {
        "sentence": _sentence(places),
        "month": month_name(desk.period),
        "places": places[:FIRST_ROWS],
        "rest": len(places[FIRST_ROWS:]),
        "export_url": export_of(desk, "dashboard.places"),
    }


def places_of(desk: Desk) -> list[Place]:
    """The schools with cases, the worst covered first."""
    cases, check_ins = _by_school_and_hour(desk, CASES), _by_school_and_hour(desk, CHECK_INS)
    names = names_of(cases.keys())
    places = [_place(names[key], happened, check_ins.get(key, {})) for key, happened in cases.items()]
    return sorted(places, key=lambda place: (-place.uncovered, -place.cases, place.school))


def _by_school_and_hour(desk: Desk, key: str) -> BySchoolAndHour:
    figure = figure_of(desk, key)
    found: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for crossed, number in (figure.breakdowns.get("school|hour", {}) if figure else {}).items():
        schools, hour = crossed.split("|")
        for school in schools.split(","):
            if hour:
                found[school][int(hour)] += number
    return found


def _place(name: str, happened: Mapping[int, int], check_ins: Mapping[int, int]) -> Place:
    return Place(
        school=name,
        cases=sum(happened.values()),
        hours=sorted(happened),
        uncovered=sum(number for hour, number in happened.items() if not check_ins.get(hour)),
        check_ins_then=sum(check_ins.get(hour, 0) for hour in happened),
        check_ins=sum(check_ins.values()),
    )


def _sentence(places: list[Place]) -> str:
    cases, uncovered = sum(place.cases for place in places), sum(place.uncovered for place in places)
    words = {"number": uncovered, "cases": cases}
    if not uncovered:
        return _("Wherever something happened, somebody had checked in at that hour of the day")
    return (
        ngettext(
            "%(number)s of %(cases)s case happened at an hour of the day in which nobody checked in there",
            "%(number)s of %(cases)s cases happened at an hour of the day in which nobody checked in there",
            cases,
        )
        % words
    )


def places_sheet(desk: Desk) -> Sheet:
    """The schools with cases as a table."""
    headings = [
        Heading(_("School"), 28),
        Heading(_("Cases")),
        Heading(_("Hours of the cases"), 24),
        Heading(_("Cases without a check-in at that hour"), 24),
        Heading(_("Check-ins in those hours"), 24),
        Heading(_("Check-ins in all")),
    ]
    rows: list[list[Value]] = [
        [place.school, place.cases, place.clock, place.uncovered, place.check_ins_then, place.check_ins]
        for place in places_of(desk)
    ]
    return Sheet(_("Cases and check-ins by school"), headings, rows)
