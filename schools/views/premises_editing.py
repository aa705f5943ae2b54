"""Entering and changing premises, and the checks on them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, has_area, is_officer, signed_in
from campus_safety.geo.map_data import map_data
from schools.actions import change_premises, enter_premises, record_premises_check
from schools.forms import CheckForm, PremisesForm
from schools.models import Premises, PremisesCheck, School
from schools.permissions import may_keep_premises
from schools.views.premises import note_contact, visible_premises


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(has_area)
def premises_new(request: HttpRequest) -> HttpResponse:
    """Enter premises."""
    user = signed_in(request)
    return _edit(request, user, Premises(), user.unit)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def premises_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what premises are; what checks say of them, the next check changes."""
    user = signed_in(request)
    found = _kept(user, pk)
    note_contact(request, found)
    return _edit(request, user, found, found.unit)


def _kept(user: User, pk: int) -> Premises:
    found = visible_premises(user, pk)
    if not may_keep_premises(user, found):
        raise PermissionDenied
    return found


def _edit(request: HttpRequest, user: User, found: Premises, unit: Unit | None) -> HttpResponse:
    form = PremisesForm(request.POST if request.method == "POST" else None, instance=found, user=user)
    if form.is_valid() and _save(form):
        messages.success(request, _("%(premises)s is saved.") % {"premises": form.instance})
        return redirect(form.instance)
    schools = School.objects.visible_to(user).filter(is_open=True)
    context = {
        "form": form,
        "premises": found if found.pk else None,
        "map_data": map_data(outline=unit.outline if unit else None, schools=[school.mark for school in schools]),
    }
    return render(request, "schools/premises/form.html", context, status=400 if form.errors else 200)


def _save(form: PremisesForm) -> bool:
    write = change_premises if form.instance.pk else enter_premises
    try:
        write(premises=form.instance)
    except IntegrityError:  # another request took kind and name in this very moment
        form.refuse_name()
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def premises_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a check that was made just now; who found a hazard is led to enter it."""
    user = signed_in(request)
    found = _kept(user, pk)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CheckForm(data, files, premises=found)
    if form.is_valid() and (check := _record(form, user, found)):
        messages.success(request, _("The check of %(premises)s is recorded.") % {"premises": found})
        if check.outcome == PremisesCheck.Outcome.HAZARD:
            return redirect(reverse("schools:premises_hazard_new", args=[found.pk], query={"check": check.pk}))
        return redirect(found)
    context = {"form": form, "premises": found}
    return render(request, "schools/premises/check.html", context, status=400 if form.errors else 200)


def _record(form: CheckForm, user: User, found: Premises) -> PremisesCheck | None:
    given = form.cleaned_data
    try:
        return record_premises_check(
            by=user, premises=found, at=timezone.now(), outcome=given["outcome"], note=given["note"],
            temporary_residents=given.get("temporary_residents"), next_check_on=given["next_check_on"],
            photos=given["photos"],
        )  # fmt: skip
    except ValidationError as error:  # the kind was changed in this very moment
        form.add_error(None, error)
        return None
