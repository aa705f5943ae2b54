"""Checking a report, sending it back, and signing it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.statistics.actions.signing import FiguresMoved, check_report, send_back_report, sign_report
from campus_safety.statistics.forms.signing import CheckForm, SendBackForm, SignForm
from campus_safety.statistics.models import Report
from campus_safety.statistics.permissions import checks_report, signs_report
from campus_safety.statistics.report_page import page_of
from campus_safety.statistics.scope import chosen_unit, revisions_named, units_of
from campus_safety.statistics.states import ReportState
from campus_safety.statistics.words import period_name


@require_POST
@allowed(is_commander)
def check(request: HttpRequest, month: str) -> HttpResponse:
    """Note that somebody has gone through the figures that the page showed."""
    user, report = signed_in(request), _revisions(request, month)[0]
    if not checks_report(user, report):
        raise PermissionDenied
    form = CheckForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["seen"][0]))
        return redirect(report)
    try:
        check_report(report=report, by=user, **form.cleaned_data)
    except FiguresMoved as refused:
        return _moved(request, report, refused)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The report is checked. The commander of the unit signs it."))
    return redirect(report)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_commander)
def send_back(request: HttpRequest, month: str) -> HttpResponse:
    """Turn a checked report back to a draft, with words."""
    user, report = signed_in(request), _revisions(request, month)[0]
    if not checks_report(user, report):
        raise PermissionDenied
    if request.method != "POST" and report.state != ReportState.CHECKED:
        return _too_late(request, report)
    form = SendBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            send_back_report(report=report, by=user, text=form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, error)  # what was written stays on the page
        else:
            messages.success(request, _("The report is a draft again."))
            return redirect(report)
    context = {"form": form, "report": report, "name": period_name(report.period)}
    return render(request, "statistics/send_back.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_commander)
def sign(request: HttpRequest, month: str) -> HttpResponse:
    """Stand for the figures that the page shows, with the password once more."""
    user, revisions = signed_in(request), _revisions(request, month)
    report = revisions[0]
    if not signs_report(user, report):
        raise PermissionDenied
    if request.method != "POST" and report.state != ReportState.CHECKED:
        return _too_late(request, report)
    form = SignForm(request.POST if request.method == "POST" else None, report=report, user=user, request=request)
    if form.is_valid():
        seen, reason = form.cleaned_data["seen"], form.cleaned_data.get("reason", "")
        try:
            sign_report(report=report, by=user, seen=seen, reason=reason)
        except FiguresMoved as refused:
            return _moved(request, report, refused, written=reason)
        except ValidationError as error:
            form.add_error(None, error)  # the reason stays on the page
        else:
            messages.success(request, _("The report is signed."))
            return redirect(report)
    page = page_of(report, revisions, user=user, at=timezone.now())
    form.initial["seen"] = page.seen
    context = {"form": form, "page": page, "report": report}
    return render(request, "statistics/sign.html", context, status=_status(form))


def _revisions(request: HttpRequest, month: str) -> list[Report]:
    """The revisions of the report that the address names, the newest first. Raises Http404."""
    unit = chosen_unit(request, units_of(signed_in(request)))
    try:
        return revisions_named(request, unit, month)
    except ValidationError as error:
        raise Http404 from error


def _moved(request: HttpRequest, report: Report, refused: FiguresMoved, *, written: str = "") -> HttpResponse:
    """What moved unseen, and the words that were written meanwhile."""
    context = {"report": report, "name": period_name(report.period), "refused": refused, "written": written}
    return render(request, "statistics/moved.html", context, status=HTTPStatus.CONFLICT)


def _status(form: Form) -> int:
    """400 for what was entered wrongly, 409 for what came too late."""
    if form.non_field_errors():
        return HTTPStatus.CONFLICT
    return HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


def _too_late(request: HttpRequest, report: Report) -> HttpResponse:
    words = {"state": report.get_state_display()}
    messages.error(request, _("That does not fit any more: this report is now “%(state)s”.") % words)
    return redirect(report)
