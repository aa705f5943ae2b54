"""Disputes that touch a school: the list, one of them, entering and putting one right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.lists.pages import render_list
from outreach.actions.disputes import change_dispute, enter_dispute
from outreach.dispute_steps import BY_KEY, steps_open_to
from outreach.filters.disputes import DisputeFilter
from outreach.forms.disputes import DisputeForm
from outreach.models import Dispute
from outreach.permissions import is_of_station
from outreach.permissions.disputes import may_change_dispute
from outreach.states.opinions import DISPUTE_IN_HAND, DisputeState
from outreach.views.steps import step_page


@require_safe
@allowed(is_of_station, hidden=True)
def dispute_list(request: HttpRequest) -> HttpResponse:
    """The disputes of the user's units, those found last first."""
    user = signed_in(request)
    return render_list(
        request, "outreach/disputes/list.html", filtered_disputes(request),
        rows=lambda rows: rows.select_related("school", "unit", "lead"), more=dispute_totals,
        context={"with_unit": len(user.unit_ids) > 1},
    )  # fmt: skip


def filtered_disputes(request: HttpRequest) -> DisputeFilter:
    """The disputes that the user sees, as the address filters and orders them."""
    return DisputeFilter(request.GET, queryset=Dispute.objects.visible_to(signed_in(request)), request=request)


def dispute_totals(rows: QuerySet[Any]) -> dict[str, Any]:
    """Found, still in hand, resolved, handed on: one query."""
    counted = rows.order_by().aggregate(
        found=Count("pk"),
        in_hand=Count("pk", filter=Q(state__in=DISPUTE_IN_HAND)),
        resolved=Count("pk", filter=Q(state=DisputeState.RESOLVED)),
        handed_on=Count("pk", filter=Q(state=DisputeState.HANDED_ON)),
    )
    return {"totals": counted}


def visible_dispute(user: User, pk: int) -> Dispute:
    """The dispute with its names. Raises Http404 where there is none, or none that the user may see."""
    seen = Dispute.objects.visible_to(user).select_related("school__unit", "unit", "lead")
    return get_object_or_404(seen, pk=pk)


@require_safe
@allowed(is_of_station, hidden=True)
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """One dispute: between whom and about what, how far it is, every step."""
    user = signed_in(request)
    found = visible_dispute(user, pk)
    open_steps = steps_open_to(user, found)
    context = {
        "dispute": found,
        "steps": found.steps.select_related("by").order_by("-at", "-pk"),
        "main_step": next((step for step in open_steps if step.is_main), None),
        "other_steps": [step for step in open_steps if not step.is_main],
        "may_change": may_change_dispute(user, found),
    }
    return render(request, "outreach/disputes/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def dispute_new(request: HttpRequest) -> HttpResponse:
    """Enter a dispute that was found."""
    user = signed_in(request)
    data = request.POST if request.method == "POST" else None
    form = DisputeForm(data, user=user, initial={"school": request.GET.get("school")})
    if form.is_valid():
        try:
            made = enter_dispute(by=user, dispute=form.instance)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The dispute is entered."))
            return redirect(made)
    return render(request, "outreach/disputes/form.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def dispute_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was written of a dispute, or hand it over."""
    user = signed_in(request)
    found = visible_dispute(user, pk)
    if not may_change_dispute(user, found):
        raise PermissionDenied
    form = DisputeForm(request.POST if request.method == "POST" else None, instance=found, user=user)
    if form.is_valid():
        try:
            change_dispute(by=user, dispute=form.instance)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The dispute is saved."))
            return redirect(found)
    context = {"form": form, "dispute": found}
    return render(request, "outreach/disputes/form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def dispute_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with a dispute."""
    found = visible_dispute(signed_in(request), pk)
    return step_page(request, BY_KEY.get(step), found, "dispute")
