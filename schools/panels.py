"""What the schools' records lay on the commander's desk: hazards and objections to decide, and the four 100 %."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus_safety.dashboard.decisions import group, rows_of
from campus_safety.dashboard.panels_registry import DECISIONS_TEMPLATE, Decision, Desk, Panel, register
from campus_safety.local_days import local_day
from schools.hazard_rows import row_of
from schools.models import Document, Hazard, Inspection, School
from schools.models.files import warned_until
from schools.sheet import four_of
from schools.states import HazardState

ROWS = 4


def overdue_hazards(desk: Desk) -> dict[str, Any]:
    """Hazards past their deadline, the longest first: two queries."""
    today = local_day(desk.at)
    late = Hazard.objects.filter(unit_id__in=desk.unit_ids).overdue(today)
    number = late.count()
    if not number:
        return {}
    words = ngettext("%(number)s hazard is overdue", "%(number)s hazards are overdue", number)
    rows = [_overdue(hazard, today) for hazard in late.with_place().order_by("due_on", "pk")[:ROWS]]
    return group(words, rows, number, rows_of(desk, "schools:hazards", overdue="1"), is_late=True)


def _overdue(hazard: Hazard, today: date) -> Decision:
    over = row_of(hazard, today).days_over
    return Decision(
        title=hazard.description,
        url=hazard.get_absolute_url(),
        action=_("See to it"),
        facts=[str(hazard.school or hazard.premises), hazard.get_owner_display()],
        urgency=ngettext("%(days)s day overdue", "%(days)s days overdue", over) % {"days": over},
        is_late=True,
        mark="late",
    )


def hazards_to_settle(desk: Desk) -> dict[str, Any]:
    """What schools have reported, and what is said to be put right: two queries."""
    states = (HazardState.REPORTED, HazardState.RECTIFIED)
    waiting = Hazard.objects.filter(unit_id__in=desk.unit_ids, state__in=states)
    number = waiting.count()
    if not number:
        return {}
    words = ngettext("%(number)s hazard waits for an officer", "%(number)s hazards wait for an officer", number)
    rows = [_to_settle(hazard) for hazard in waiting.with_place().order_by("found_at", "pk")[:ROWS]]
    url = f"{rows_of(desk, 'schools:hazards')}&state={states[0]}&state={states[1]}"
    return group(words, rows, number, url)


def _to_settle(hazard: Hazard) -> Decision:
    action = _("Take it up") if hazard.state == HazardState.REPORTED else _("Verify")
    facts = [str(hazard.school or hazard.premises), str(hazard.get_state_display())]
    return Decision(title=hazard.description, url=hazard.get_absolute_url(), action=action, facts=facts, mark="wait")


def objections(desk: Desk) -> dict[str, Any]:
    """Inspections to which the school has objected, until police reply: two queries."""
    objected = Inspection.objects.filter(unit_id__in=desk.unit_ids).awaiting_reply()
    number = objected.count()
    if not number:
        return {}
    words = ngettext("%(number)s inspection is objected to", "%(number)s inspections are objected to", number)
    rows = [_objection(found) for found in objected.select_related("school").order_by("-finished_at")[:ROWS]]
    url = rows_of(desk, "schools:inspections", answer="unsettled")
    return group(words, rows, number, url)


def _objection(inspection: Inspection) -> Decision:
    day = date_format(local_day(inspection.finished_at or inspection.started_at), "MONTH_DAY_FORMAT")
    return Decision(
        title=inspection.school.name,
        url=reverse("schools:inspection_reply", args=[inspection.pk]),
        action=_("Reply"),
        facts=[day, inspection.answer_note],
        icon="letter",
    )


def documents_ending(desk: Desk) -> dict[str, Any]:
    """Documents of schools that run out soon, or have: two queries."""
    today = local_day(desk.at)
    ending = Document.objects.filter(unit_id__in=desk.unit_ids).ending(warned_until(today))
    number = ending.count()
    if not number:
        return {}
    words = ngettext("%(number)s document runs out", "%(number)s documents run out", number)
    rows = [
        _ending(document, today) for document in ending.select_related("school").order_by("valid_until", "pk")[:ROWS]
    ]
    url = rows_of(desk, "schools:documents", state="ending")
    return group(words, rows, number, url)


def _ending(document: Document, today: date) -> Decision:
    day = date_format(document.valid_until, "SHORT_DATE_FORMAT") if document.valid_until else ""
    is_late = document.is_expired(today)
    return Decision(
        title=document.title,
        url=document.get_absolute_url(),
        action=_("Look at it"),
        facts=[document.school.name],
        urgency=(_("expired on %(day)s") if is_late else _("runs out on %(day)s")) % {"day": day},
        is_late=is_late,
        icon="file",
    )


def four_hundred(desk: Desk) -> dict[str, Any]:
    """How many open schools reach each of the four 100 % (四个100%): two queries. Nothing without schools."""
    schools = School.objects.filter(unit_id__in=desk.unit_ids, is_open=True)
    four = four_of(schools)
    if not four[0].of:
        return {}
    return {
        "four": four,
        "url": rows_of(desk, "schools:sheets"),
        "failing": [each for each in four if not each.is_whole],
    }


register(Panel("schools.overdue_hazards", DECISIONS_TEMPLATE, overdue_hazards, order=20, place="decisions"))
register(Panel("schools.hazards_to_settle", DECISIONS_TEMPLATE, hazards_to_settle, order=25, place="decisions"))
register(Panel("schools.objections", DECISIONS_TEMPLATE, objections, order=35, place="decisions"))
register(Panel("schools.documents_ending", DECISIONS_TEMPLATE, documents_ending, order=45, place="decisions"))
register(Panel("schools.four_hundred", "schools/desk/four.html", four_hundred, order=5))
