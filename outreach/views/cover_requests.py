"""Asking for event cover, by a principal or by police for a school; putting the request right; deciding on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.geo.map_data import map_data
from outreach.actions.covers import change_cover, request_cover
from outreach.cover_steps import BY_KEY, OfCover
from outreach.forms.covers import CoverForm, CoverOfSchoolForm
from outreach.forms.steps import StepForm
from outreach.models import EventCover
from outreach.permissions import works_with_outreach
from outreach.permissions.covers import may_change_cover
from outreach.views.covers import visible_cover
from schools.models import School


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def cover_new(request: HttpRequest) -> HttpResponse:
    """Ask for police at an event: a principal for the own school, police for one of theirs."""
    user = signed_in(request)
    data = request.POST if request.method == "POST" else None
    if is_principal(user):
        school = _own_school(user)
        form: CoverForm = CoverForm(data, instance=EventCover(school=school))
    else:
        school = None
        form = CoverOfSchoolForm(data, instance=EventCover(), user=user, initial={"school": request.GET.get("school")})
    if form.is_valid() and (asked := _asked(form, user)):
        messages.success(request, _("The station sees your request at once. See to the checklist meanwhile."))
        return redirect(asked)
    return _form_page(request, form, school)


def _own_school(user: User) -> School:
    school = School.objects.visible_to(user).select_related("unit").first()
    if school is None:
        raise Http404
    return school


def _asked(form: CoverForm, user: User) -> EventCover | None:
    try:
        return request_cover(by=user, cover=form.instance)
    except ValidationError as error:
        form.add_error(None, error)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def cover_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a request right that nobody has decided yet."""
    user = signed_in(request)
    found = visible_cover(user, pk)
    if not may_change_cover(user, found):
        raise PermissionDenied
    form = CoverForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid() and _changed(form):
        messages.success(request, _("The request is saved."))
        return redirect(found)
    return _form_page(request, form, found.school)


def _changed(form: CoverForm) -> bool:
    try:
        change_cover(cover=form.instance)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _form_page(request: HttpRequest, form: CoverForm, school: School | None) -> HttpResponse:
    user = signed_in(request)
    schools = [school] if school else School.objects.visible_to(user).filter(is_open=True)
    unit = school.unit if school else user.unit
    context: dict[str, Any] = {
        "form": form,
        "school": school,
        "cover": form.instance if form.instance.pk else None,
        "map_data": map_data(outline=unit.outline if unit else None, schools=[each.mark for each in schools]),
    }
    return render(request, "outreach/covers/form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_outreach)
def cover_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with a request; what no longer fits leads back to its page, which says how far it is."""
    user = signed_in(request)
    found = visible_cover(user, pk)
    wanted = BY_KEY.get(step)
    if wanted is None:
        raise Http404
    if not wanted.is_open_to(user, found):
        if found.state in wanted.states:
            raise PermissionDenied
        words = _("That does not fit any more: this request is now “%(state)s”.")
        messages.error(request, words % {"state": found.get_state_display()})
        return redirect(found)
    form = wanted.form(request.POST if request.method == "POST" else None, row=found, user=user)
    if form.is_valid() and _taken(wanted, user, found, form):
        messages.success(request, str(wanted.said))
        return redirect(found)
    context = {"form": form, "step": wanted, "cover": found, "school": found.school}
    return render(request, "outreach/covers/step.html", context, status=400 if form.errors else 200)


def _taken(step: OfCover, user: User, cover: EventCover, form: StepForm) -> bool:
    try:
        step.action(by=user, cover=cover, **form.values)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
