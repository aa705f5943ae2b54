"""What cases lay on the commander's desk: reports to decide, cases past their deadline, days without an incident."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campus_safety.dashboard.decisions import group, rows_of
from campus_safety.dashboard.panels_registry import DECISIONS_TEMPLATE, Decision, Desk, Panel, register
from campus_safety.local_days import local_day
from incidents.case_words import title_of, where_of
from incidents.models import Case
from incidents.quiet_days import quiet_days_of_unit, schools_by_last_case
from incidents.states import CaseState
from schools.models import School

ROWS = 4
SCHOOLS = 8


def overdue_cases(desk: Desk) -> dict[str, Any]:
    """Cases that were to be solved by now, the longest first: two queries."""
    today = local_day(desk.at)
    late = Case.objects.filter(unit_id__in=desk.unit_ids).overdue(today)
    number = late.count()
    if not number:
        return {}
    words = ngettext("%(number)s case is overdue", "%(number)s cases are overdue", number)
    shown = late.select_related("category", "school", "lead").order_by("due_on", "pk")[:ROWS]
    rows = [_overdue(case, today) for case in shown]
    return group(words, rows, number, rows_of(desk, "incidents:list", overdue="1"), is_late=True)


def _overdue(case: Case, today: date) -> Decision:
    over = -(case.days_left(today) or 0)
    return Decision(
        title=title_of(case),
        url=case.get_absolute_url(),
        action=pgettext("case", "See to it"),
        facts=[where_of(case), _("leads: %(officer)s") % {"officer": case.lead}],
        urgency=ngettext("%(days)s day overdue", "%(days)s days overdue", over) % {"days": over},
        is_late=True,
        mark="late",
    )


def reports_to_decide(desk: Desk) -> dict[str, Any]:
    """Reports that nobody has decided, the oldest first: two queries."""
    waiting = Case.objects.filter(unit_id__in=desk.unit_ids).undecided()
    number = waiting.count()
    if not number:
        return {}
    words = ngettext(
        "%(number)s report of a case is to be decided", "%(number)s reports of cases are to be decided", number
    )
    shown = waiting.select_related("category", "school").order_by("reported_at", "pk")[:ROWS]
    url = rows_of(desk, "incidents:list", state=CaseState.REPORTED.value)
    return group(words, [_to_decide(case) for case in shown], number, url)


def _to_decide(case: Case) -> Decision:
    day = date_format(local_day(case.reported_at), "MONTH_DAY_FORMAT")
    facts = [where_of(case), str(case.get_way_display()), _("reported %(day)s") % {"day": day}]
    return Decision(
        title=title_of(case), url=case.get_absolute_url(), action=_("Accept it or not"), facts=facts, mark="wait"
    )


def quiet_days(desk: Desk) -> dict[str, Any]:
    """How many days there has been no incident in all of the desk's units: three queries at most."""
    quiet = quiet_days_of_unit(desk.unit_ids, desk.at)
    return {"quiet": quiet, "url": rows_of(desk, "incidents:map")} if quiet else {}


def quiet_schools(desk: Desk) -> dict[str, Any]:
    """The schools of the desk's units that had a case last, and since when there has been none: one query."""
    schools = School.objects.filter(unit_id__in=desk.unit_ids, is_open=True)
    found = schools_by_last_case(schools, desk.at, SCHOOLS)
    return {"found": found, "url": rows_of(desk, "incidents:map")} if found.latest else {}


register(Panel("incidents.overdue_cases", DECISIONS_TEMPLATE, overdue_cases, order=18, place="decisions"))
register(Panel("incidents.reports_to_decide", DECISIONS_TEMPLATE, reports_to_decide, order=22, place="decisions"))
register(
    Panel(
        "incidents.quiet_days",
        "incidents/desk/quiet.html",
        quiet_days,
        order=20,
        place="day",
        wall="incidents/desk/quiet.html",
    )
)
register(Panel("incidents.quiet_schools", "incidents/desk/quiet_schools.html", quiet_schools, order=60))
