"""Extra windows after a case: more patrols near it for a time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from incidents.actions import add_case_windows
from incidents.case_points import points_for
from incidents.forms.lessons import CaseWindowForm
from incidents.models import Case
from incidents.permissions import may_learn_from_case, reads_cases


def case_to_learn_from(user: User, pk: int) -> Case:
    """A case that the user draws a lesson from. Raises Http404, or PermissionDenied for one that is not accepted."""
    case = get_object_or_404(Case.objects.visible_to(user).select_related("unit", "school"), pk=pk)
    if not may_learn_from_case(user, case):
        raise PermissionDenied
    return case


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def case_windows(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a window for a limited time at points near a case; its duties are made at once."""
    user = signed_in(request)
    case = case_to_learn_from(user, pk)
    near = points_for(case, timezone.localdate())
    form = CaseWindowForm(request.POST if request.method == "POST" else None, near=near, case=case)
    if form.is_valid() and (number := _add(form, user, case)):
        text = ngettext("%(number)s extra window is added.", "%(number)s extra windows are added.", number)
        messages.success(request, text % {"number": number})
        return redirect(case)
    context = {"form": form, "case": case, "is_near": any(each.is_offered for each in near)}
    return render(request, "incidents/windows.html", context, status=400 if form.errors else 200)


def _add(form: CaseWindowForm, user: User, case: Case) -> int:
    """How many were added; none if the action refuses, for the reason that the form then names."""
    try:
        return len(add_case_windows(by=user, case=case, points=form.cleaned_data["points"], extra=form.extra()))
    except ValidationError as error:
        form.add_error(None, error)
        return 0
