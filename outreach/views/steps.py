"""Taking a step with an opinion or a dispute: its form, then its action."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import signed_in
from campus_safety.stepping import Step
from outreach.forms.steps import StepForm
from outreach.models import Dispute, Opinion

OfRow = Step[Any, StepForm]


def step_page(request: HttpRequest, step: OfRow | None, row: Opinion | Dispute, name: str) -> HttpResponse:
    """The page of a step with a row, or what taking it leads to; the action takes the row by this name.

    What no longer fits leads back to the row, which says how far it is. Raises Http404 where there is no such step, and
    PermissionDenied where the user may not take it.
    """
    if step is None:
        raise Http404
    user = signed_in(request)
    if not step.admits(user, row):
        raise PermissionDenied
    if not step.is_open_to(user, row):
        words = _("That does not fit any more: this is now “%(state)s”.")
        messages.error(request, words % {"state": row.get_state_display()})
        return redirect(row)
    form = step.form(request.POST if request.method == "POST" else None, row=row, user=user)
    if form.is_valid() and _taken(step, user, form, {name: row}):
        messages.success(request, str(step.said))
        return redirect(row)
    context = {"form": form, "step": step, "row": row, "school": row.school}
    return render(request, "outreach/steps/step.html", context, status=400 if form.errors else 200)


def _taken(step: OfRow, user: User, form: StepForm, row: Mapping[str, Any]) -> bool:
    try:
        step.action(by=user, **row, **form.values)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
