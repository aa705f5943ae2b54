"""Making a case, a hazard, an opinion or a tip of a call."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from outreach.actions.turning import turn_into_case, turn_into_hazard, turn_into_opinion, turn_into_tip
from outreach.forms.turning import CaseOfCallForm, HazardOfCallForm, OpinionOfCallForm, TipOfCallForm
from outreach.models import Call
from outreach.permissions import is_of_station
from outreach.permissions.calls import may_work_on_call
from outreach.views.calls import visible_call


@dataclass(frozen=True, slots=True)
class Turn:
    """What can be made of a call: its form, what makes it (and returns what the page after it needs), its words."""

    form: Callable[..., forms.Form]
    make: Callable[[User, Call, Any], dict[str, str]]
    title: str | Promise
    button: str | Promise
    said: str | Promise


def _case(user: User, call: Call, form: CaseOfCallForm) -> dict[str, str]:
    return {"url": turn_into_case(by=user, call=call, case=form.instance).get_absolute_url()}


def _hazard(user: User, call: Call, form: HazardOfCallForm) -> dict[str, str]:
    return {"url": turn_into_hazard(by=user, call=call, hazard=form.instance).get_absolute_url()}


def _opinion(user: User, call: Call, form: OpinionOfCallForm) -> dict[str, str]:
    return {"url": turn_into_opinion(by=user, call=call, opinion=form.instance).get_absolute_url()}


def _tip(user: User, call: Call, form: TipOfCallForm) -> dict[str, str]:
    said = {name: form.cleaned_data[name] for name in ("category", "text", "school")}
    tip, code = turn_into_tip(by=user, call=call, **said)
    return {"url": tip.get_absolute_url(), "code": code}


TURNS = {
    "case": Turn(
        CaseOfCallForm,
        _case,
        gettext_lazy("Make a case of this call"),
        gettext_lazy("Enter the case"),
        gettext_lazy("The case is entered."),
    ),
    "hazard": Turn(
        HazardOfCallForm,
        _hazard,
        gettext_lazy("Make a hazard of this call"),
        gettext_lazy("Enter the hazard"),
        gettext_lazy("The hazard is entered."),
    ),
    "opinion": Turn(
        OpinionOfCallForm,
        _opinion,
        gettext_lazy("Make an opinion of this call"),
        gettext_lazy("Enter the opinion"),
        gettext_lazy("The opinion is entered."),
    ),
    "tip": Turn(
        TipOfCallForm,
        _tip,
        gettext_lazy("Make a tip of this call"),
        gettext_lazy("Enter the tip"),
        gettext_lazy("The tip is entered."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def call_turn(request: HttpRequest, pk: int, into: str) -> HttpResponse:
    """Enter what becomes of a call, with what it says filled in; of a tip the code is shown, this once."""
    user = signed_in(request)
    call, turn = visible_call(user, pk), TURNS.get(into)
    if turn is None:
        raise Http404
    if not may_work_on_call(user, call):
        raise PermissionDenied
    if call.has_turned:
        messages.error(request, _("This call became something already."))
        return redirect(call)
    form = turn.form(request.POST if request.method == "POST" else None, call=call)
    if form.is_valid() and (made := _made(user, call, turn, form)):
        if "code" in made:
            return render(request, "outreach/calls/code.html", {"call": call} | made)
        messages.success(request, str(turn.said))
        return redirect(made["url"])
    context = {"form": form, "turn": turn, "call": call}
    return render(request, "outreach/calls/turn.html", context, status=400 if form.errors else 200)


def _made(user: User, call: Call, turn: Turn, form: forms.Form) -> dict[str, str]:
    try:
        return turn.make(user, call, form)
    except ValidationError as error:
        form.add_error(None, error)
        return {}
