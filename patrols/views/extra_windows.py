"""Windows that are added for a limited time: one form for several points."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, has_area, signed_in
from patrols.actions import add_extra_windows
from patrols.filters import PointFilter
from patrols.forms.extra_windows import MOST_POINTS, ExtraWindowForm
from patrols.models import PatrolPoint


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(has_area)
def windows_extra(request: HttpRequest) -> HttpResponse:
    """Add a window for a limited time to points. `choose` only lays out those that the filters find."""
    user = signed_in(request)
    data = request.POST if request.method == "POST" else None
    is_choosing = data is not None and "choose" in data
    mine = PatrolPoint.objects.visible_to(user).in_force(timezone.localdate())
    found = PointFilter(request.GET if data is None else data, queryset=mine, request=request)
    form = ExtraWindowForm(
        None if is_choosing else data,
        points=mine,
        shown=found.qs if found.is_valid() else mine.none(),
        initial=_typed(request) if is_choosing else None,
    )
    if form.is_valid() and (number := _add(form, user)):
        text = ngettext("%(number)s extra window is added.", "%(number)s extra windows are added.", number)
        messages.success(request, text % {"number": number})
        return redirect(f"{reverse('patrols:windows')}?extra=1")
    context = {"form": form, "filter": found, "number": form.number, "most": MOST_POINTS}
    bad = 422 if is_choosing else 400  # htmx lays out a 422 too
    return render(request, "patrols/windows/extra.html", context, status=bad if form.errors or found.errors else 200)


def _typed(request: HttpRequest) -> dict[str, object]:
    return {name: request.POST.get(name, "") for name in ExtraWindowForm.base_fields} | {
        "points": request.POST.getlist("points")
    }


def _add(form: ExtraWindowForm, user: User) -> int:
    """How many were added; none if the action refuses, for the reason that the form then names."""
    try:
        return len(add_extra_windows(by=user, points=form.cleaned_data["points"], extra=form.extra()))
    except ValidationError as error:
        form.add_error(None, error)
        return 0
