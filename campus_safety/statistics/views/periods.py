"""The list of the reports, a report of a period that is no month, and the figures from before the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.lists.pages import render_list
from campus_safety.statistics.actions.asking import ask_for_report
from campus_safety.statistics.filters import ReportFilter
from campus_safety.statistics.forms.periods import PeriodForm
from campus_safety.statistics.history.words import rows_of
from campus_safety.statistics.listing import listed_periods
from campus_safety.statistics.models import ImportedPeriod, Report, Subscription
from campus_safety.statistics.scope import chosen_unit, units_of
from campus_safety.statistics.words import period_name, span


@require_safe
@allowed(is_commander)
def report_list(request: HttpRequest) -> HttpResponse:
    """The reports of one unit, what ended last first: of each period the newest revision, and imported ones."""
    user = signed_in(request)
    unit = chosen_unit(request, units_of(user))
    reports = Report.objects.visible_to(user).filter(unit=unit).newest()
    imported = ImportedPeriod.objects.visible_to(user).filter(unit=unit)
    found = ReportFilter(request.GET, queryset=reports, request=request, imported=imported)
    return render_list(
        request,
        "statistics/list.html",
        found,
        rows=lambda _reports: found.entries,
        page=listed_periods,
        context={"unit": unit, "is_subscribed": Subscription.objects.filter(user=user, unit=unit).exists()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_commander)
def report_new(request: HttpRequest) -> HttpResponse:
    """Ask for the report of a year, a term, several months or any days; the worker compiles it within a minute."""
    user, now = signed_in(request), timezone.now()
    form = PeriodForm(request.POST if request.method == "POST" else None, user=user, now=now)
    if form.is_valid():
        report = ask_for_report(unit=form.unit_chosen, period=form.period, by=user, at=now)
        return redirect(f"{reverse('statistics:month', args=[report.period.code])}?unit={report.unit.code}")
    return render(request, "statistics/new.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@allowed(is_commander)
def imported_period(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of a period from before the portal, with their source; no rows stand behind them."""
    periods = ImportedPeriod.objects.visible_to(signed_in(request)).with_figures().select_related("imported_by")
    imported = get_object_or_404(periods, pk=pk)
    context = {
        "imported": imported,
        "rows": rows_of(imported),
        "name": period_name(imported.period),
        "days": span(imported.period),
    }
    return render(request, "statistics/imported.html", context)
