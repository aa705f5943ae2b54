"""Entering many schools at once: the file, what it would do, and the confirmation."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, has_area, signed_in
from campus_safety.spreadsheets.reading import Table
from campus_safety.spreadsheets.writing import workbook_response
from schools.importing.actions import NotImported, import_schools
from schools.importing.carrying import carry
from schools.importing.checking import check_rows
from schools.importing.forms import ConfirmForm, UploadForm
from schools.importing.preview import Preview
from schools.importing.sheets import template_sheets


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(has_area)
def school_import(request: HttpRequest) -> HttpResponse:
    """Choose a workbook, see what it would do, confirm it. Nothing is written before the confirmation."""
    user = signed_in(request)
    if "checked" in request.POST:
        return _confirm(request, user)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, user=user)
    if form.is_valid():
        unit, table = form.unit_chosen, form.cleaned_data["file"]
        preview = Preview([row.outcome for row in check_rows(unit=unit, table=table)])
        return _show(request, user, unit, table, preview)
    return render(request, "schools/import.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@allowed(has_area)
def import_template(request: HttpRequest) -> FileResponse:
    """The empty list to fill in, in the reader's language."""
    return workbook_response(_("schools-template.xlsx"), template_sheets())


def _confirm(request: HttpRequest, user: User) -> HttpResponse:
    """Write what was shown, or show again what would be done now."""
    form = ConfirmForm(request.POST, user=user)
    if not form.is_valid():
        context = {"form": UploadForm(user=user), "problem": form.errors["checked"][0]}
        return render(request, "schools/import.html", context, status=400)
    carried = form.cleaned_data["checked"]
    unit = Unit.objects.get(pk=carried.unit_id)
    try:
        preview = import_schools(unit=unit, table=carried.table, by=user, seen=carried.seen)
    except NotImported as error:
        return _show(request, user, unit, carried.table, error.preview, is_outdated=True)
    numbers = {"new": len(preview.new), "changed": len(preview.changed)}
    messages.success(request, _("Schools entered: %(new)s; changed: %(changed)s.") % numbers)
    return redirect("schools:list")


def _show(
    request: HttpRequest, user: User, unit: Unit, table: Table, preview: Preview, *, is_outdated: bool = False
) -> HttpResponse:
    context = {"preview": preview, "unit": unit, "is_outdated": is_outdated}
    if preview.writes:
        context["checked"] = carry(user=user, unit=unit, table=table, seen=preview.digest)
    status = 409 if is_outdated else 400 if preview.faulty else 200
    return render(request, "schools/import_preview.html", context, status=status)
