"""Appointments: the list, and one of them with its counters; to principals those of the own school."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.lists.pages import render_list
from campus_safety.rules.catalogue import rule
from outreach.appointment_facts import findings_of
from outreach.appointment_rows import AppointmentRow, row_of, rows_of
from outreach.appointment_rules import is_bound
from outreach.appointment_steps import OfAppointment, steps_open_to
from outreach.counters import counts_by_year
from outreach.filters.appointments import AppointmentFilter, OwnAppointmentFilter
from outreach.findings import rule_of
from outreach.forms.appointment_steps import years_to_evaluate
from outreach.models import Appointment
from outreach.permissions import works_with_outreach
from outreach.permissions.appointments import may_evaluate, may_work_on_appointment
from schools.views.frame import frame_of

COUNTED_BY = ("vice_principal_class_hours", "vice_principal_visits")


@require_safe
@allowed(works_with_outreach)
def appointment_list(request: HttpRequest) -> HttpResponse:
    """The appointments of the user's units, the latest terms first; for a principal those at the own school."""
    user, today = signed_in(request), timezone.localdate()
    return render_list(
        request, "outreach/appointments/list.html", filtered_appointments(request),
        rows=lambda rows: rows.with_names(), page=lambda rows: rows_of(rows, today), more=appointment_totals,
        context=frame_of(user) | {"with_unit": len(user.unit_ids) > 1},
    )  # fmt: skip


def filtered_appointments(request: HttpRequest) -> OwnAppointmentFilter:
    """The appointments that the user sees, as the address filters and orders them."""
    user = signed_in(request)
    kind = OwnAppointmentFilter if is_principal(user) else AppointmentFilter
    return kind(request.GET, queryset=Appointment.objects.visible_to(user), request=request)


def appointment_totals(rows: QuerySet[Any]) -> dict[str, dict[str, int]]:
    """How many are proposed and in force, at how many schools, and how many of them soon run out. Two queries."""
    today = timezone.localdate()
    counted = rows.order_by().aggregate(proposed=Count("pk", filter=Q(state="proposed")))
    active = Appointment.objects.filter(pk__in=rows.order_by().values("pk")).in_force(today)
    then = rule("appointment_warning", today).value or 0
    ending = Q(state="issued", followed_by=None, ends_on__lte=today + timedelta(days=then))
    counted |= {"warned_before": then} | active.aggregate(
        active=Count("pk"), schools=Count("school", distinct=True), ending=Count("pk", filter=ending)
    )
    return {"totals": counted}


def visible_appointment(user: User, pk: int) -> Appointment:
    """The appointment with its names. Raises Http404 where there is none, or none that the user may see."""
    return get_object_or_404(Appointment.objects.visible_to(user).with_names(), pk=pk)


@require_safe
@allowed(works_with_outreach)
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """One appointment: term, letter, what was done at the school, what the school thinks, and its steps."""
    user, today = signed_in(request), timezone.localdate()
    found = visible_appointment(user, pk)
    row, of_police = row_of(found, today), may_work_on_appointment(user, found)
    main, others = _main_and_others(row, steps_open_to(user, found))
    bound = is_bound({level.level for level in found.school.levels.all()})
    context = {
        "appointment": found,
        "row": row,
        "school": found.school,
        "for_police": of_police,
        "main_step": main,
        "other_steps": others,
        "findings": findings_of(found) if of_police and row.is_open else [],
        "counts": counts_by_year(found, today),
        "rules": [law for key in COUNTED_BY if (law := rule_of(key, today))],
        "is_guide": not bound,
        "evaluations": found.evaluations.select_related("by"),
        "may_evaluate": may_evaluate(user, found) and bool(years_to_evaluate(found)),
        "steps": found.steps.select_related("by").order_by("-at", "-pk"),
    }
    return render(request, "outreach/appointments/detail.html", context)


def _main_and_others(
    row: AppointmentRow, steps: list[OfAppointment]
) -> tuple[OfAppointment | None, list[OfAppointment]]:
    """What is to be done first: the letter; for an officer who has left the handover, for a term that ends the next."""
    wanted = "hand-over" if row.has_moved else "renew" if row.days_left is not None else ""
    main = next((step for step in steps if step.is_main or step.key == wanted), None)
    return main, [step for step in steps if step is not main]
