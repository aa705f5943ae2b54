"""Proposing an appointment, taking a step with one, and the school's evaluation of a year."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.permissions import allowed, signed_in
from outreach.actions.appointments import propose_appointment
from outreach.actions.evaluations import evaluate_appointment
from outreach.appointment_steps import BY_KEY
from outreach.findings import rule_of, rules_of
from outreach.forms.appointment_steps import EvaluationForm, StepForm
from outreach.forms.appointments import ProposalForm, TermForm
from outreach.permissions import is_of_station, works_with_outreach
from outreach.permissions.appointments import may_evaluate
from outreach.views.appointments import visible_appointment


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station)
def appointment_new(request: HttpRequest) -> HttpResponse:
    """Propose an officer to a school; what the rules of the first day say stands at the fields that it is about."""
    user = signed_in(request)
    asked_for = {name: request.GET[name] for name in ("school", "officer") if name in request.GET}
    form = ProposalForm(request.POST if request.method == "POST" else None, user=user, initial=asked_for)
    if form.is_valid():
        made = _done(form, propose_appointment, by=user, appointment=form.proposal(), accepted=form.accepted_rules)
        if made:
            messages.success(request, _("The appointment is proposed. The school issues its letter."))
            return redirect(made)
    context = {"form": form, "rules": rules_of(timezone.localdate())}
    return render(request, "outreach/appointments/form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def appointment_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with an appointment; what no longer fits leads back to it, which says how it stands."""
    user = signed_in(request)
    found = visible_appointment(user, pk)
    wanted = BY_KEY.get(step)
    if wanted is None:
        raise Http404
    if not wanted.is_open_to(user, found):
        if found.state in wanted.states:
            raise PermissionDenied
        words = _("That does not fit any more: this appointment is “%(state)s” now.")
        messages.error(request, words % {"state": found.get_state_display()})
        return redirect(found)
    form = wanted.form(request.POST if request.method == "POST" else None, appointment=found, user=user)
    if form.is_valid() and (moved := _done(form, wanted.action, by=user, appointment=found, **form.values)):
        messages.success(request, str(wanted.said))
        return redirect(moved)
    context = {"form": form, "step": wanted, "appointment": found, "school": found.school}
    return render(request, "outreach/appointments/step.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def appointment_evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """The principal says what the school thinks of a school year."""
    user = signed_in(request)
    found = visible_appointment(user, pk)
    if not may_evaluate(user, found):
        raise PermissionDenied
    form = EvaluationForm(request.POST if request.method == "POST" else None, appointment=found)
    if form.is_valid() and _done(form, evaluate_appointment, by=user, appointment=found, **form.values):
        messages.success(request, _("Thank you. The station sees it on the page of the appointment."))
        return redirect(found)
    law = rule_of("vice_principal_evaluation", timezone.localdate())
    context = {"form": form, "appointment": found, "school": found.school, "rule": law}
    return render(request, "outreach/appointments/evaluate.html", context, status=400 if form.errors else 200)


def _done(form: StepForm | TermForm | EvaluationForm, action: Callable[..., Any], **given: Any) -> Any:
    """What the action gives; None where it refuses, and the form says why."""
    try:
        return action(**given)
    except ValidationError as error:
        form.add_error(None, error)
        return None
