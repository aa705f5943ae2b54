"""What the file of a school says of its cases: to a principal number, state, category, dates and whom to call."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, Window
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.local_days import local_day
from campus_safety.printing.blocks import Cell, Column, PrintedBlock, Table, Words
from incidents import happened
from incidents.case_rows import CaseRow, row_of
from incidents.models import Case
from incidents.querysets import CaseQuerySet
from incidents.quiet_days import QuietDays, quiet_days_of_schools
from incidents.states import NO_CASE
from schools.dossier_registry import Section, register
from schools.models import School
from schools.timeline_registry import register as register_events

SHOWN = 5
PRINTED_FOR = timedelta(days=730)


def cases(school: School, user: User) -> dict[str, Any]:
    """The latest cases that concern the school, how many there are, and the days since the last one: one query."""
    now, for_police = timezone.now(), is_officer(user)
    number, last = Window(Count("pk")), Window(Max("occurred_until", filter=~Q(state__in=NO_CASE)))
    latest: list[Any] = list(_of_school(school, user).annotate(number_of_all=number, last_at=last)[:SHOWN])
    last_day = local_day(latest[0].last_at) if latest and latest[0].last_at else None
    quiet = QuietDays((local_day(now) - last_day).days, last_day, is_since_record=False) if last_day else None
    return {
        "rows": [_row(case, local_day(now), for_police=for_police) for case in latest],
        "school": school,
        "for_police": for_police,
        "count": latest[0].number_of_all if latest else 0,
        "quiet": quiet,
    } | ({"fact": _fact(quiet)} if quiet else {})


def _of_school(school: School, user: User) -> CaseQuerySet:
    return Case.objects.visible_to(user).filter(school=school).select_related("category", "lead")


def _row(case: Case, today: date, *, for_police: bool) -> CaseRow:
    """The case; by when it is to be solved, and whether that is late, is police's own."""
    row = row_of(case, today)
    return row if for_police else CaseRow(case, "wait" if row.mark in {"due", "late"} else row.mark, None)


def _fact(quiet: QuietDays) -> dict[str, Any]:
    return {
        "label": _("Days without an incident"),
        "value": quiet.days,
        "unit": pgettext("unit word", "days"),
        "line": _("since %(day)s") % {"day": date_format(quiet.since, "SHORT_DATE_FORMAT")},
    }


def print_cases(school: School, user: User) -> Iterator[PrintedBlock]:
    """The days since the last case, if there was one, and the cases reported within two years: four queries."""
    now = timezone.now()
    quiet = quiet_days_of_schools([school], now).get(school.pk)
    if quiet and not quiet.is_since_record:  # counted from elsewhere, which is nothing for a school to know
        words = ngettext("%(days)s day without an incident.", "%(days)s days without an incident.", quiet.days)
        yield Words(words % {"days": quiet.days})
    columns = [
        Column(_("Number"), 2.5), Column(_("Category"), 2.5), Column(_("Occurred"), 3), Column(_("Reported"), 3),
        Column(_("State"), 2.5), Column(_("Lead officer"), 3),
    ]  # fmt: skip
    lately = _of_school(school, user).filter(reported_at__gte=now - PRINTED_FOR)
    yield Table(columns, [_printed(case) for case in lately], _("No case was reported within two years."))


def _printed(case: Case) -> list[Cell]:
    return [
        case.number,
        str(case.category),
        _day(case.occurred_from),
        _day(case.reported_at),
        case.get_state_display(),
        str(case.lead) if case.lead else "–",
    ]


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


register(
    Section(
        "cases", gettext_lazy("Cases"), "incidents/dossier.html", cases,
        order=8, own_order=16, paper_order=9, printed=print_cases,
    )
)  # fmt: skip
register_events("incidents.cases", happened.cases)
