"""What a rectification outing found: said by its team or its commander, when it ends or later."""

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.permissions import allowed, signed_in
from patrols.actions import note_findings
from patrols.claims import Findings
from patrols.forms.outings import FindingsForm
from patrols.models import Outing
from patrols.permissions import may_go_out, may_note_findings


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_go_out)
def outing_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Say, or change, what a rectification outing found."""
    user = signed_in(request)
    outing = get_object_or_404(Outing.objects.visible_to(user).with_team(), pk=pk)
    if not outing.is_rectification:
        raise Http404
    if not may_note_findings(user, outing):
        raise PermissionDenied
    form = findings_form(request, outing)
    if form.is_valid():
        note_findings(by=user, outing=outing, findings=form.findings)
        messages.success(request, _("What was found is noted."))
        return redirect(outing)
    context = {"outing": outing, "form": form}
    return render(request, "patrols/outings/findings.html", context, status=400 if form.errors else 200)


def findings_form(request: HttpRequest, outing: Outing) -> FindingsForm:
    """The form, with what has been said so far."""
    said = {name: getattr(outing, name) for name in asdict(Findings())}
    return FindingsForm(request.POST if request.method == "POST" else None, initial=said)
