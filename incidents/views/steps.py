"""Taking a step with a case: its form, then its action."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from incidents.forms.steps import StepForm
from incidents.permissions import works_with_cases
from incidents.steps import BY_KEY, OfCase
from incidents.views.cases import visible_case


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_cases, hidden=True)
def case_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with a case; what no longer fits leads back to the case, which says how far it is."""
    user = signed_in(request)
    case = visible_case(user, pk)
    wanted = BY_KEY.get(step)
    if wanted is None:
        raise Http404
    if not wanted.is_open_to(user, case):
        if case.state in wanted.states:
            raise PermissionDenied
        words = _("That does not fit any more: this case is now “%(state)s”.")
        messages.error(request, words % {"state": case.get_state_display()})
        return redirect(case)
    form = wanted.form(request.POST if request.method == "POST" else None, case=case, user=user)
    if form.is_valid() and _taken(wanted, user, form):
        messages.success(request, str(wanted.said))
        return redirect(case)
    context = {"form": form, "step": wanted, "case": case, "school": case.school}
    return render(request, "incidents/step.html", context, status=400 if form.errors else 200)


def _taken(step: OfCase, user: User, form: StepForm) -> bool:
    try:
        step.action(by=user, case=form.case, **form.values)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
