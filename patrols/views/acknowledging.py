"""A commander takes note of missed duties: of one, or of several of a day with one comment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.permissions import allowed, is_commander, is_officer, signed_in
from patrols.actions import acknowledge_duties
from patrols.filters.missed import MissedFilter
from patrols.forms.duties import AcknowledgeDayForm, AcknowledgeForm
from patrols.models import Duty
from patrols.permissions import may_acknowledge_duty
from patrols.views.duties import window_in_words


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def duty_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take note of one missed duty."""
    user = signed_in(request)
    found = get_object_or_404(Duty.objects.visible_to(user).select_related("point", "window"), pk=pk)
    if not may_acknowledge_duty(user, found):
        raise PermissionDenied
    form = AcknowledgeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            acknowledge_duties(by=user, duties=[found], comment=form.cleaned_data["comment"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("You have taken note of the missed duty."))
            return redirect(found)
    context = {
        "title": _("Take note of this missed duty"),
        "text": _("It stays missed. The comment stays on record and cannot be changed."),
        "facts": [(_("Patrol point"), str(found.point)), (_("Window"), window_in_words(found))],
        "action": _("Acknowledge"),
        "back_url": found.get_absolute_url(),
        "form": form,
    }
    return render(request, "confirm.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_commander)
def duties_acknowledge(request: HttpRequest) -> HttpResponse:
    """Take note of the missed duties of a day, with one comment for those that are ticked."""
    asked = MissedFilter.asked_by(request, Duty.objects.visible_to(signed_in(request)))
    if not asked.is_valid():
        return render(request, "patrols/duties/acknowledge.html", {"filter": asked}, status=400)
    waiting = asked.waiting()
    form = AcknowledgeDayForm(request.POST if request.method == "POST" else None, waiting=waiting)
    if form.is_valid() and _acknowledge(request, form):
        return redirect(asked.list_url)
    context = {
        "filter": asked,
        "day": asked.day,
        "waiting": waiting,
        "form": form,
        "back_url": asked.list_url,
    }
    return render(request, "patrols/duties/acknowledge.html", context, status=400 if form.errors else 200)


def _acknowledge(request: HttpRequest, form: AcknowledgeDayForm) -> bool:
    """Whether it was done; if not, the form says why."""
    chosen = list(form.cleaned_data["duties"])
    try:
        acknowledge_duties(by=signed_in(request), duties=chosen, comment=form.cleaned_data["comment"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    words = ngettext(
        "You have taken note of %(number)s missed duty.",
        "You have taken note of %(number)s missed duties.",
        len(chosen),
    )
    messages.success(request, words % {"number": len(chosen)})
    return True
