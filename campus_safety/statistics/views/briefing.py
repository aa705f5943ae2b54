"""A report as a briefing: a page to read and print, files to hand on, and who is sent them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.printing.responses import pdf_response
from campus_safety.statistics.actions.files import report_file
from campus_safety.statistics.actions.subscribing import subscribe, unsubscribe
from campus_safety.statistics.briefing.build import build
from campus_safety.statistics.briefing.words import file_name
from campus_safety.statistics.models import Report, ReportFile
from campus_safety.statistics.scope import chosen_unit, revisions_named, units_of

Format = ReportFile.Format
TYPES = {
    Format.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
@allowed(is_commander)
def briefing(request: HttpRequest, month: str) -> HttpResponse:
    """The report of a period in sentences and tables, in the reader's language. Made to be printed."""
    try:
        report = _asked(request, month)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    return render(request, "statistics/briefing.html", {"report": report, "briefing": build(report)})


@require_safe
@allowed(is_commander)
def file(request: HttpRequest, month: str, file_format: str) -> HttpResponse:
    """The briefing as a file, in Chinese; it leaves a trace. A signed one is always the same file."""
    try:
        report = _asked(request, month)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    if file_format not in Format.values:
        raise Http404
    note_reading(by=signed_in(request), where=request.get_full_path())
    try:
        content = _content(report, Format(file_format))
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=409)
    name = file_name(report, file_format)
    return pdf_response(content, name=name) if file_format == Format.PDF else _download(content, name, file_format)


@require_POST
@allowed(is_commander)
def subscription(request: HttpRequest) -> HttpResponse:
    """Have a unit's report sent each month, or no more (`wanted` is 1 or empty)."""
    user = signed_in(request)
    unit = chosen_unit(request, units_of(user))
    wanted = request.POST.get("wanted", "")
    if wanted not in {"", "1"}:
        return HttpResponseBadRequest(_("That is neither yes nor no."))
    if wanted:
        subscribe(user=user, unit=unit, at=timezone.now())
        messages.success(request, _("The report is sent to you on the first of each month."))
    else:
        unsubscribe(user=user, unit=unit)
        messages.success(request, _("The report is sent to you no more."))
    chosen = f"?{urlencode({'unit': unit.code})}" if unit.pk != user.unit_id else ""
    return redirect(reverse("statistics:list") + chosen)


def _asked(request: HttpRequest, month: str) -> Report:
    """The report that the address names with its figures: the newest revision, or the one of `?revision=`.

    Raises ValidationError for what is no period, Http404 for what is not there or holds no figure yet.
    """
    unit = chosen_unit(request, units_of(signed_in(request)))
    revision = request.GET.get("revision", "")
    revisions = revisions_named(request, unit, month)
    report = next((one for one in revisions if revision in {"", str(one.revision)}), None)
    if report is None or not report.fingerprint:
        raise Http404
    prefetch_related_objects([report], "figures")
    return report


def _content(report: Report, file_format: ReportFile.Format) -> bytes:
    if report.signed_at is None:
        from campus_safety.statistics.briefing.files import render as rendered  # the libraries of files are large

        return rendered(report, file_format)
    with report_file(report=report, format=file_format).content.open("rb") as stored:
        return bytes(stored.read())


def _download(content: bytes, name: str, file_format: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[Format(file_format)])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
