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
    """Add a window for a limited time to points; the address says which are offered, as it does in their list."""
    user = signed_in(request)
    mine = PatrolPoint.objects.visible_to(user).in_force(timezone.localdate())
    found = PointFilter(request.GET, queryset=mine, request=request)
    shown = found.qs if found.is_valid() else mine.none()
    form = ExtraWindowForm(request.POST if request.method == "POST" else None, points=mine, shown=shown)
    if form.is_valid() and (number := _add(form, user)):
        text = ngettext("%(number)s extra window is added.", "%(number)s extra windows are added.", number)
        messages.success(request, text % {"number": number})
        return redirect(f"{reverse('patrols:windows')}?extra=1")
    context = {"form": form, "filter": found, "number": shown.count(), "most": MOST_POINTS}
    status = 400 if form.errors or not found.is_valid() else 200
    return render(request, "patrols/windows/extra.html", context, status=status)


def _add(form: ExtraWindowForm, user: User) -> int:
    """How many were added; none if the action refuses, for the reason that the form then names."""
    try:
        return len(add_extra_windows(by=user, points=form.cleaned_data["points"], extra=form.extra()))
    except ValidationError as error:
        form.add_error(None, error)
        return 0
