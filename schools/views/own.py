"""A principal's own school: what is asked of it, what was done at its gate, its file; nothing of any other school."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.dashboard.asks_registry import asks_of
from schools.actions import save_school
from schools.forms import PeopleForm
from schools.models import School
from schools.permissions import may_complete_school
from schools.views.dossier import map_of, shown_sections


def _own(user: User) -> School | None:
    return School.objects.visible_to(user).with_levels().first()


@require_safe
@allowed(is_principal)
def own_school(request: HttpRequest) -> HttpResponse:
    """What is asked first, then the gate, the hotline, the file."""
    user = signed_in(request)
    school = _own(user)
    if school is None:
        return render(request, "schools/own_none.html")
    shown = shown_sections(school, user)
    context = {
        "school": school,
        "asks": asks_of(user, timezone.now()),
        "sections": shown,
        "map_data": map_of(school, shown),
    }
    return render(request, "schools/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_complete_school)
def own_edit(request: HttpRequest) -> HttpResponse:
    """Complete people, phones, counts and times of the own school."""
    school = _own(signed_in(request))
    if school is None:
        raise Http404
    form = PeopleForm(request.POST if request.method == "POST" else None, instance=school)
    if form.is_valid():
        save_school(school=form.instance, only=list(form.fields))
        messages.success(request, _("Thank you. The station sees the new data at once."))
        return redirect("school:own")
    context = {"form": form, "school": school}
    return render(request, "schools/own_form.html", context, status=400 if form.errors else 200)
