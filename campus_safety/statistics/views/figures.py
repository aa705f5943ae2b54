"""One figure of a report, opened: how it breaks down, how it went, and the rows behind it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import Unit
from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.lists.pages import PER_PAGE
from campus_safety.local_days import local_day
from campus_safety.spreadsheets.csv_writing import csv_response
from campus_safety.spreadsheets.writing import workbook_response
from campus_safety.statistics.breakdowns import Line, breakdown_named, lines_of
from campus_safety.statistics.figure_page import (
    FIRST_LINES,
    changes_in_words,
    says_something,
    sheet_of,
    table_of,
    title_of,
)
from campus_safety.statistics.goals import goals_of
from campus_safety.statistics.ledger import ledger_of
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import month_of, period_named
from campus_safety.statistics.registry import Breakdown, Indicator, indicator_named, name_of
from campus_safety.statistics.scope import chosen_unit, units_of
from campus_safety.statistics.trend_drawing import drawn
from campus_safety.statistics.trends import trends_of
from campus_safety.statistics.words import period_name


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure of the newest revision of a unit's report; `breakdown` is the one that is asked for, if any is."""

    units: list[Unit]
    report: Report
    indicator: Indicator
    figure: Figure
    breakdown: Breakdown | None


@require_safe
@allowed(is_commander)
def figure(request: HttpRequest, period: str, key: str) -> HttpResponse:
    """A figure with its change, its months and every breakdown; with `?by=` one breakdown, whole."""
    try:
        opened = _opened(request, period, key)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    report, indicator, today = opened.report, opened.indicator, local_day(timezone.now())
    row = next(row for row in ledger_of(report) if row.key == key)
    points = trends_of(report.unit, month_of(min(report.last_day, today))).get(key, ())
    context = {
        "report": report,
        "unit": report.unit,
        "units": opened.units,
        "row": row,
        "name": period_name(report.period),
        "changes": changes_in_words(row, report.period, is_running=report.period.holds(today)),
        "trend": drawn(indicator, points, today, goals_of(report.unit)),
        **_tables(request, opened, lines_of(report, opened.figure, indicator)),
    }
    return render(request, "statistics/figure.html", context)


@require_safe
@allowed(is_commander)
def figure_export(request: HttpRequest, period: str, key: str, kind: str) -> HttpResponseBase:
    """One breakdown, or as a workbook all of them, a sheet each."""
    try:
        opened = _opened(request, period, key)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    lines = lines_of(opened.report, opened.figure, opened.indicator)
    wanted = [opened.breakdown] if opened.breakdown else opened.indicator.breakdowns
    sheets = [sheet_of(opened.indicator, each, lines[name_of(each)]) for each in wanted]
    if not sheets or kind not in {"csv", "xlsx"} or (kind == "csv" and len(sheets) > 1):
        raise Http404
    note_reading(by=signed_in(request), where=request.get_full_path())
    name = f"{opened.indicator.label} {opened.report.period.code}.{kind}"
    return csv_response(name, sheets[0]) if kind == "csv" else workbook_response(name, sheets)


def _opened(request: HttpRequest, period: str, key: str) -> Opened:
    """What the address names. Raises ValidationError for what is no period, Http404 for what is not there."""
    user = signed_in(request)
    units = units_of(user)
    unit = chosen_unit(request, units)
    reports = Report.objects.visible_to(user).filter(unit=unit).of(period_named(period)).with_figures()
    report, indicator = reports.order_by("-revision").first(), indicator_named(key)
    found = next((one for one in report.figures.all() if one.key == key), None) if report else None
    by = request.GET.get("by", "")
    breakdown = breakdown_named(indicator, by) if indicator and by else None
    if report is None or indicator is None or found is None or (by and breakdown is None):
        raise Http404
    return Opened(units, report, indicator, found, breakdown)


def _tables(request: HttpRequest, opened: Opened, lines: dict[str, list[Line]]) -> dict[str, Any]:
    """Every breakdown that has lines, with the first of them; or the chosen one, a page of its lines at a time."""
    report, indicator, chosen = opened.report, opened.indicator, opened.breakdown
    wanted, most = ([chosen], None) if chosen else (indicator.breakdowns, FIRST_LINES)
    found = [(each, lines[name_of(each)]) for each in wanted]
    tables = [table_of(report, indicator, each, of_it, most) for each, of_it in found if says_something(each, of_it)]
    if chosen is None or not tables:
        return {"tables": tables}
    page = Paginator(tables[0].lines, PER_PAGE).get_page(request.GET.get("page"))
    return {"tables": tables, "page_obj": page, "by": title_of(chosen)}
