"""What the parts of the ranking of schools weigh, as the commander of the unit sets them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.dashboard.forms.weights import WeightsForm
from campus_safety.dashboard.ranking import PARTS, weights_of
from campus_safety.statistics.actions.weights import set_weights
from campus_safety.statistics.scope import units_of


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_commander)
def weights(request: HttpRequest) -> HttpResponse:
    """The weights in the ranking of the own unit's schools; `own` takes the portal's own back."""
    unit = units_of(signed_in(request))[0]
    if request.GET.get("unit", unit.code) != unit.code:
        raise Http404
    if request.method == "POST" and "own" in request.POST:
        set_weights(unit=unit, weights={part.key: None for part in PARTS})
        messages.success(request, _("The ranking has the portal's own weights again."))
        return redirect("dashboard:weights")
    form = WeightsForm(request.POST if request.method == "POST" else None, weights=weights_of(unit))
    if form.is_valid():
        set_weights(unit=unit, weights=form.chosen)
        messages.success(request, _("The weights are saved; the ranking follows at once."))
        return redirect("dashboard:month")
    context = {"form": form, "unit": unit}
    return render(request, "dashboard/weights.html", context, status=400 if form.errors else 200)
