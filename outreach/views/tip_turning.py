"""Making a case or a hazard of a tip."""

from dataclasses import dataclass

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
from outreach.actions.tip_steps import turn_tip
from outreach.forms.tip_turning import CaseOfTipForm, HazardOfTipForm
from outreach.models import Tip
from outreach.permissions import is_of_station
from outreach.permissions.tips import may_turn_tip
from outreach.views.tips import visible_tip

Form = CaseOfTipForm | HazardOfTipForm


@dataclass(frozen=True, slots=True)
class Turn:
    """What can be made of a tip: its form and its words."""

    form: type[Form]
    title: str | Promise
    button: str | Promise
    said: str | Promise


TURNS = {
    "case": Turn(
        CaseOfTipForm,
        gettext_lazy("Make a case of this tip"),
        gettext_lazy("Enter the case"),
        gettext_lazy("The case is entered."),
    ),
    "hazard": Turn(
        HazardOfTipForm,
        gettext_lazy("Make a hazard of this tip"),
        gettext_lazy("Enter the hazard"),
        gettext_lazy("The hazard is entered."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station, hidden=True)
def tip_turn(request: HttpRequest, pk: int, into: str) -> HttpResponse:
    """Enter what a tip leads to, with what it says filled in."""
    user = signed_in(request)
    tip, turn = visible_tip(user, pk), TURNS.get(into)
    if turn is None:
        raise Http404
    if tip.case or tip.hazard:
        messages.error(request, _("This tip has led to a case or a hazard already."))
        return redirect(tip)
    if not may_turn_tip(user, tip):
        raise PermissionDenied
    form = turn.form(request.POST if request.method == "POST" else None, tip=tip)
    if form.is_valid() and _turned(user, tip, form):
        messages.success(request, str(turn.said))
        return redirect(tip)
    context = {"form": form, "turn": turn, "tip": tip}
    return render(request, "outreach/tips/turn.html", context, status=400 if form.errors else 200)


def _turned(user: User, tip: Tip, form: Form) -> bool:
    try:
        turn_tip(by=user, tip=tip, into=form.instance)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
