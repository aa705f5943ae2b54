"""What the file of a school says of the work with it: its vice-principal, and what was done, asked and covered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.calendars.glance import first_and_last, school_year_of
from campus_safety.local_days import local_day
from campus_safety.printing.blocks import Cell, Column, PrintedBlock, Table
from campus_safety.statistics.periods import Period
from outreach import happened, plans
from outreach.appointment_rows import rows_of
from outreach.counters import counts_of
from outreach.models import Activity, Appointment, EventCover, Opinion
from outreach.querysets import AppointmentQuerySet
from outreach.states.activities import ActivityState
from outreach.states.appointments import Standing
from outreach.states.covers import CoverState
from outreach.states.opinions import OpinionState
from schools.dossier_registry import Section, register
from schools.models import School
from schools.plans_registry import register as register_plans
from schools.timeline_registry import register as register_events

SHOWN = 6
# What it is, the key of the row whose page shows it, when, its name, its kind and state.
Lines = QuerySet[Any, tuple[str, int, datetime, str, str, str]]
PRINTED_FOR = timedelta(days=730)


def vice_principal(school: School, user: User) -> dict[str, Any]:
    """Who is appointed, from when until when, and what was done this school year: two queries."""
    today = local_day(timezone.now())
    rows = rows_of(_held(school, user, today), today)
    year = Period(*first_and_last(school_year_of(today)))
    counts = counts_of([row.appointment for row in rows], year, today)
    return {
        "rows": [(row, counts[row.appointment.pk]) for row in rows],
        "school": school,
        "for_police": is_officer(user),
        "count": len(rows) or "",
    }


def _held(school: School, user: User, today: date) -> AppointmentQuerySet:
    found = Appointment.objects.visible_to(user).filter(school=school).taking_a_place(today, date.max)
    return found.with_names().order_by("starts_on", "pk")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing done with a school, asked by it or covered for it: what, when, how it stands, and its page."""

    what: str | Promise
    name: str
    at: datetime
    state: str | Promise
    mark: str
    url: str


# By what a row is: its states in words, the mark of each that wants something, and the page.
_STATES: dict[str, type[ActivityState] | type[CoverState] | type[OpinionState]] = {
    "activity": ActivityState, "cover": CoverState, "opinion": OpinionState,
}  # fmt: skip
_MARKS = {
    ActivityState.PLANNED.value: "wait", ActivityState.CANCELLED.value: "void", CoverState.REQUESTED.value: "due",
    CoverState.DECLINED.value: "void", CoverState.WITHDRAWN.value: "void", OpinionState.OPEN.value: "due",
}  # fmt: skip


def work_with_school(school: School, user: User) -> dict[str, Any]:
    """The latest activities, events and opinions together, newest first: one query."""
    rows = _latest(school, user)[:SHOWN]
    return {"lines": [_line(*row) for row in rows], "school": school, "for_police": is_officer(user)}


def _latest(school: School, user: User) -> Lines:
    activities = Activity.objects.visible_to(user).filter(schools=school)
    covers = EventCover.objects.visible_to(user).filter(school=school)
    opinions = Opinion.objects.visible_to(user).filter(school=school)
    rows = _rows("activity", activities, "starts_at", "title", "kind").union(
        _rows("cover", covers, "starts_at", "title", "state"),
        _rows("opinion", opinions, "received_at", "text", "kind"),
        all=True,
    )
    return rows.order_by("-line_at")


def _rows(what: str, found: QuerySet[Any], at: str, name: str, kind: str) -> Lines:
    told = found.order_by().annotate(
        line_what=Value(what, CharField()), line_at=F(at), line_name=F(name), line_kind=F(kind), line_state=F("state")
    )
    lines: Lines = told.values_list("line_what", "pk", "line_at", "line_name", "line_kind", "line_state")
    return lines


def _line(what: str, pk: int, at: datetime, name: str, kind: str, state: str) -> Line:
    kinds = {"activity": Activity.Kind, "opinion": Opinion.Kind}
    return Line(
        what=kinds[what](kind).label if what in kinds else _("Event cover"),
        name=name,
        at=at,
        state=_STATES[what](state).label,
        mark=_MARKS.get(state, "done"),
        url=reverse(f"outreach:{what}", args=[pk]),
    )


def print_appointments(school: School, user: User) -> Iterator[PrintedBlock]:
    """Who is and was appointed: one query."""
    columns = [
        Column(_("Officer"), 3), Column(_("Title"), 3.5), Column(_("Term"), 4), Column(_("Letter"), 2.5),
        Column(_("State"), 2.5),
    ]  # fmt: skip
    today = local_day(timezone.now())
    found = Appointment.objects.visible_to(user).filter(school=school).with_names().order_by("-starts_on", "-pk")
    rows = [_printed(each, each.standing(today)) for each in found]
    yield Table(columns, rows, _("No legal vice-principal was appointed."))


def _printed(each: Appointment, standing: Standing) -> list[Cell]:
    term = f"{_day(each.starts_on)} – {_day(each.last_day)}"
    return [str(each.officer), str(each.get_title_display()), term, each.number or "–", str(standing.label)]


def print_work(school: School, user: User) -> Iterator[PrintedBlock]:
    """The activities, events and opinions of two years, newest first: one query."""
    columns = [
        Column(pgettext("school's file", "When"), 2.5), Column(pgettext("school's file", "What"), 3),
        Column(_("About"), 8), Column(_("State"), 2.5),
    ]  # fmt: skip
    since = timezone.now() - PRINTED_FOR
    lines = [_line(*row) for row in _latest(school, user) if row[2] >= since]
    rows: list[list[Cell]] = [[_day(local_day(each.at)), str(each.what), each.name, str(each.state)] for each in lines]
    yield Table(columns, rows, _("Nothing was done within two years."))


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


register(
    Section(
        "vice_principal", gettext_lazy("Legal vice-principal"), "outreach/dossier/vice_principal.html", vice_principal,
        order=9, own_order=11, printed=print_appointments,
    )
)  # fmt: skip
register(
    Section(
        "outreach", gettext_lazy("Work with the school"), "outreach/dossier/work.html", work_with_school,
        order=11, own_order=15, printed=print_work,
    )
)  # fmt: skip
register_events("outreach.activities", happened.activities)
register_events("outreach.covers", happened.covers)
register_events("outreach.letters", happened.letters)
register_plans("outreach.activities", plans.activities)
register_plans("outreach.covers", plans.covers)
