"""Tips as police look through them: the list, one tip with its conversation, and its steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.geo.map_data import map_data
from campus_safety.lists.pages import render_list
from outreach.filters.tips import TipFilter
from outreach.forms.steps import StepForm
from outreach.models import Tip
from outreach.permissions import is_of_station
from outreach.permissions.tips import may_turn_tip, may_work_on_tip
from outreach.states.tips import TipState
from outreach.tip_steps import BY_KEY, OfTip, steps_open_to


@require_safe
@allowed(is_of_station, hidden=True)
def tip_list(request: HttpRequest) -> HttpResponse:
    """The tips of the user's units: new ones first."""
    context = {"with_unit": len(signed_in(request).unit_ids) > 1}
    return render_list(
        request, "outreach/tips/list.html", filtered_tips(request), rows=lambda rows: rows.with_names(),
        more=lambda rows: {"totals": _totals(rows)}, context=context,
    )  # fmt: skip


def filtered_tips(request: HttpRequest) -> TipFilter:
    """The tips that the user sees, as the address filters and orders them."""
    mine = Tip.objects.visible_to(signed_in(request)).pressing_first()
    return TipFilter(request.GET, queryset=mine, request=request)


def _totals(rows: QuerySet[Any]) -> dict[str, int]:
    """How many there are in each state: one query."""
    counted: dict[str, int] = rows.order_by().aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in TipState.values}
    )
    return counted


def visible_tip(user: User, pk: int) -> Tip:
    """The tip with its names. Raises Http404 where there is none, or none that the user may see."""
    return get_object_or_404(Tip.objects.visible_to(user).with_names().select_related("photo"), pk=pk)


@require_safe
@allowed(is_of_station, hidden=True)
def tip(request: HttpRequest, pk: int) -> HttpResponse:
    """One tip: what was told, where, what was written since, what it led to, and what can be done."""
    user = signed_in(request)
    found = visible_tip(user, pk)
    open_steps = steps_open_to(user, found)
    context = {
        "tip": found,
        "said": found.messages.select_related("by"),
        "steps": found.steps.select_related("by").order_by("-at", "-pk"),
        "main_step": next((step for step in open_steps if step.is_main), None),
        "other_steps": [step for step in open_steps if not step.is_main],
        "may_turn": may_turn_tip(user, found),
        "may_remove": may_work_on_tip(user, found),
        "map_data": map_data(
            outline=found.unit.outline,
            schools=[found.school.mark] if found.school else [],
            points=[_mark(found)] if found.latitude is not None else [],
        ),
    }
    return render(request, "outreach/tips/detail.html", context)


def _mark(tip: Tip) -> dict[str, Any]:
    name = tip.get_category_display()
    place = {"lat": tip.latitude, "lng": tip.longitude}
    return {"code": "", "number": "", "name": name, "state": "wait", "url": "", **place}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def tip_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with a tip; what no longer fits leads back to the tip, which says how far it is."""
    user = signed_in(request)
    found, wanted = visible_tip(user, pk), BY_KEY.get(step)
    if wanted is None:
        raise Http404
    if not wanted.is_open_to(user, found):
        if found.state in wanted.states:
            raise PermissionDenied
        words = _("That does not fit any more: this tip is now “%(state)s”.")
        messages.error(request, words % {"state": found.get_state_display()})
        return redirect(found)
    form = wanted.form(request.POST if request.method == "POST" else None, row=found, user=user)
    if form.is_valid() and _taken(wanted, user, found, form):
        messages.success(request, str(wanted.said))
        return redirect(found)
    context = {"form": form, "step": wanted, "tip": found}
    return render(request, "outreach/tips/step.html", context, status=400 if form.errors else 200)


def _taken(step: OfTip, user: User, tip: Tip, form: StepForm) -> bool:
    try:
        step.action(by=user, tip=tip, **form.values)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
