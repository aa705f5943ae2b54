"""The log of the hotline: the list, one call, logging one, putting it right, following it up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.lists.pages import render_list
from outreach.actions.calls import change_call, follow_up_call, log_call
from outreach.filters.calls import CallFilter
from outreach.forms.calls import CallForm, FollowUpForm
from outreach.models import Call
from outreach.permissions import is_of_station
from outreach.permissions.calls import may_change_call, may_work_on_call


@require_safe
@allowed(is_of_station, hidden=True)
def call_list(request: HttpRequest) -> HttpResponse:
    """The calls to the user's units, the latest first."""
    user = signed_in(request)
    return render_list(
        request, "outreach/calls/list.html", filtered_calls(request),
        rows=lambda rows: rows.select_related("school", "unit", "taken_by"), more=call_totals,
        context={"with_unit": len(user.unit_ids) > 1},
    )  # fmt: skip


def filtered_calls(request: HttpRequest) -> CallFilter:
    """The calls that the user sees, as the address filters and orders them."""
    return CallFilter(request.GET, queryset=Call.objects.visible_to(signed_in(request)), request=request)


def call_totals(rows: QuerySet[Any]) -> dict[str, Any]:
    """Calls, those still to be followed up, and those that became something: one query."""
    turned = Q(case__isnull=False) | Q(hazard__isnull=False) | Q(opinion__isnull=False) | Q(tip__isnull=False)
    counted = rows.order_by().aggregate(
        calls=Count("pk"),
        waiting=Count("pk", filter=Q(needs_follow_up=True, followed_up_at=None) & ~turned),
        turned=Count("pk", filter=turned),
    )
    return {"totals": counted}


def visible_call(user: User, pk: int) -> Call:
    """The call with its names. Raises Http404 where there is none, or none that the user may see."""
    names = ("school", "unit", "taken_by", "followed_up_by", "case__category", "hazard", "opinion__school", "tip")
    return get_object_or_404(Call.objects.visible_to(user).select_related(*names), pk=pk)


@require_safe
@allowed(is_of_station, hidden=True)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call: who called about what, what was said and answered, what became of it, and what can."""
    user = signed_in(request)
    found = visible_call(user, pk)
    context = {
        "call": found,
        "became": found.case or found.hazard or found.opinion or found.tip,
        "may_change": may_change_call(user, found, timezone.localdate()),
        "may_work": may_work_on_call(user, found),
    }
    return render(request, "outreach/calls/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def call_new(request: HttpRequest) -> HttpResponse:
    """Log a call that the user took."""
    user = signed_in(request)
    data = request.POST if request.method == "POST" else None
    form = CallForm(data, instance=Call(), user=user, initial={"school": request.GET.get("school")})
    if form.is_valid():
        made = log_call(by=user, call=form.instance)
        messages.success(request, _("The call is logged. Below, make more of it if there is more to do."))
        return redirect(made)
    return render(request, "outreach/calls/form.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was written of a call."""
    user = signed_in(request)
    found = visible_call(user, pk)
    if not may_change_call(user, found, timezone.localdate()):
        raise PermissionDenied
    form = CallForm(request.POST if request.method == "POST" else None, instance=found, user=user)
    if form.is_valid():
        try:
            change_call(call=form.instance)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The call is saved."))
            return redirect(found)
    context = {"form": form, "call": found}
    return render(request, "outreach/calls/form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def call_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done after a call; one of which nothing more is to be done leads back to it."""
    user = signed_in(request)
    found = visible_call(user, pk)
    if not may_work_on_call(user, found):
        raise PermissionDenied
    if not found.waits:
        messages.info(request, _("Nothing more is to be done about this call."))
        return redirect(found)
    form = FollowUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            follow_up_call(by=user, call=found, text=form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("It is noted."))
            return redirect(found)
    context = {"form": form, "call": found}
    return render(request, "outreach/calls/follow_up.html", context, status=400 if form.errors else 200)
