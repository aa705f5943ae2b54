"""Reporting a case, by police or by a principal, and putting right what was written of one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.geo.map_data import map_data
from incidents.actions import change_case, report_case
from incidents.forms.cases import CaseForm, OwnReportForm, ReportForm
from incidents.models import Case
from incidents.permissions import may_change_case, reads_cases, works_with_cases
from incidents.views.cases import visible_case
from schools.models import School


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(works_with_cases, hidden=True)
def case_new(request: HttpRequest) -> HttpResponse:
    """Report a case: police for a school or a place off campus, a principal for the own school."""
    user = signed_in(request)
    data = request.POST if request.method == "POST" else None
    if is_principal(user):
        return _report_own(request, user)
    form = ReportForm(data, instance=Case(), user=user, initial=_asked_for(request))
    if form.is_valid() and (made := _reported(form, user)):
        words = _("Case %(number)s is entered. What happened near it is shown below.")
        messages.success(request, words % {"number": made})
        return redirect(made)
    return _form_page(request, form, user, user.unit)


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """The school that an address names, as its file links here."""
    return {"school": request.GET["school"]} if "school" in request.GET else {}


def _report_own(request: HttpRequest, user: User) -> HttpResponse:
    school = School.objects.visible_to(user).select_related("unit").first()
    if school is None:
        raise Http404
    made = Case(unit=school.unit, school=school, way=Case.Way.PRINCIPAL, reported_at=timezone.now())
    form = OwnReportForm(request.POST if request.method == "POST" else None, instance=made)
    if form.is_valid() and (reported := _reported(form, user)):
        messages.success(request, _("Thank you. The station sees your report at once."))
        return redirect(reported)
    context = {"form": form, "school": school}
    return render(request, "incidents/own_form.html", context, status=400 if form.errors else 200)


def _reported(form: CaseForm, user: User) -> Case | None:
    try:
        return report_case(by=user, case=form.instance)
    except ValidationError as error:
        form.add_error(None, error)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(reads_cases, hidden=True)
def case_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was written of a case."""
    user = signed_in(request)
    case = visible_case(user, pk)
    if not may_change_case(user, case):
        raise PermissionDenied
    form = ReportForm(request.POST if request.method == "POST" else None, instance=case, user=user)
    if form.is_valid() and _changed(form):
        messages.success(request, _("Case %(number)s is saved.") % {"number": case})
        return redirect(case)
    return _form_page(request, form, user, case.unit)


def _changed(form: ReportForm) -> bool:
    try:
        change_case(case=form.instance)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _form_page(request: HttpRequest, form: ReportForm, user: User, unit: Unit | None) -> HttpResponse:
    schools = School.objects.visible_to(user).filter(is_open=True)
    context = {
        "form": form,
        "case": form.instance if form.instance.pk else None,
        "map_data": map_data(outline=unit.outline if unit else None, schools=[school.mark for school in schools]),
    }
    return render(request, "incidents/form.html", context, status=400 if form.errors else 200)
