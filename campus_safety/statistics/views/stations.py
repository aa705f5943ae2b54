"""The units below another one side by side, and in sum."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import Unit
from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.spreadsheets.csv_writing import csv_response
from campus_safety.spreadsheets.writing import workbook_response
from campus_safety.statistics.actions.asking import ask_for_reports
from campus_safety.statistics.forms.stations import OrderForm
from campus_safety.statistics.models import Report, StaleMonth
from campus_safety.statistics.scope import at_or_below, chosen_unit, revisions_named, units_of
from campus_safety.statistics.stations import beside_of, rows_of, units_below
from campus_safety.statistics.stations_sheet import sheet_of
from campus_safety.statistics.words import period_name, span

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_commander)
def stations(request: HttpRequest, period: str) -> HttpResponse:
    """Each unit's own report beside the report of them all; a POST asks for those that nobody has compiled yet."""
    try:
        report, below = _named(request, period)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    if request.method == "POST":
        ask_for_reports(units=below, period=report.period, by=signed_in(request), at=timezone.now())
        return redirect(request.get_full_path())
    form = OrderForm(request.GET)
    is_valid = form.is_valid()
    beside = beside_of(report, below, order=form.cleaned_data.get("order", ""))
    page = Paginator(beside.columns, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "report": report,
        "beside": beside,
        "page_obj": page,
        "rows": rows_of(beside, list(page.object_list)),
        "name": period_name(report.period),
        "days": span(report.period),
        "is_moving": _is_moving(report, [column.report for column in beside.columns]),
    }
    return render(request, "statistics/stations.html", context, status=200 if is_valid else 400)


@require_safe
@allowed(is_commander)
def stations_export(request: HttpRequest, period: str, kind: str) -> HttpResponseBase:
    """The same as a workbook, or as CSV: every unit, numbers as numbers."""
    try:
        report, below = _named(request, period)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    form = OrderForm(request.GET)
    if kind not in {"csv", "xlsx"} or not form.is_valid():
        raise Http404
    note_reading(by=signed_in(request), where=request.get_full_path())
    sheet = sheet_of(beside_of(report, below, order=form.cleaned_data["order"]))
    name = _("%(unit)s side by side %(period)s.%(kind)s") % {
        "unit": report.unit.name, "period": report.period.code, "kind": kind,
    }  # fmt: skip
    return csv_response(name, sheet) if kind == "csv" else workbook_response(name, [sheet])


def _named(request: HttpRequest, period: str) -> tuple[Report, list[Unit]]:
    """The newest report of the unit above, and the units below it.

    Raises ValidationError for what is no period, and Http404 if there is no such report or no unit below.
    """
    unit = chosen_unit(request, units_of(signed_in(request)))
    report, below = revisions_named(request, unit, period)[0], units_below(unit)
    if not below:
        raise Http404
    return report, below


def _is_moving(report: Report, others: Sequence[Report | None]) -> bool:
    """Whether the worker is still to compile one of the reports."""
    waits = any(one.waiting_since for one in (report, *others) if one)
    return waits or StaleMonth.objects.touching(at_or_below(report.unit), report.period).exists()
