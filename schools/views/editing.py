"""Entering and changing a school."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, has_area, is_officer, signed_in
from campus_safety.geo.map_data import map_data
from schools.actions import save_school
from schools.forms import SchoolForm
from schools.models import School
from schools.permissions import may_edit_school


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(has_area)
def school_new(request: HttpRequest) -> HttpResponse:
    """Enter a school."""
    user = signed_in(request)
    return _edit(request, user, School(), user.unit)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def school_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the base data of a school."""
    user = signed_in(request)
    school = get_object_or_404(School.objects.visible_to(user).with_levels(), pk=pk)
    if not may_edit_school(user, school):
        raise PermissionDenied
    return _edit(request, user, school, school.unit)


def _edit(request: HttpRequest, user: User, school: School, unit: Unit | None) -> HttpResponse:
    form = SchoolForm(request.POST if request.method == "POST" else None, instance=school, user=user)
    if form.is_valid():
        save_school(school=form.instance, levels=form.cleaned_data["levels"])
        messages.success(request, _("%(school)s is saved.") % {"school": form.instance})
        return redirect(form.instance)
    context = {
        "form": form,
        "school": school if school.pk else None,
        "map_data": map_data(outline=unit.outline if unit else None),
    }
    return render(request, "schools/form.html", context, status=400 if form.errors else 200)
