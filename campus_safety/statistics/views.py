"""The monthly reports."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.local_days import local_day
from campus_safety.statistics.ledger import ledger_of
from campus_safety.statistics.models import Report, StaleMonth
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.scope import at_or_below, chosen_unit, units_of
from campus_safety.statistics.words import month_and_year, month_name, span

PAGE_SIZE = 24


@require_safe
@allowed(is_commander)
def report_list(request: HttpRequest) -> HttpResponse:
    """The reports of one unit, the newest month first."""
    user = signed_in(request)
    units = units_of(user)
    unit = chosen_unit(request, units)
    reports = Report.objects.visible_to(user).filter(unit=unit).order_by("-first_day", "-revision")
    page = Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [{"report": one, "name": month_and_year(one.period)} for one in page]
    return render(request, "statistics/list.html", {"unit": unit, "units": units, "page_obj": page, "rows": rows})


@require_safe
@allowed(is_commander)
def report(request: HttpRequest, month: str) -> HttpResponse:
    """The report of a month: its figures, how each is counted, and the rows behind it. Made to be printed."""
    user, now = signed_in(request), timezone.now()
    units = units_of(user)
    unit = chosen_unit(request, units)
    try:
        period = month_named(month)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    reports = Report.objects.visible_to(user).filter(unit=unit).of(period).with_figures()
    found = reports.order_by("-revision").first()
    if found is None:
        raise Http404
    context = {
        "report": found,
        "unit": unit,
        "units": units,
        "rows": ledger_of(found),
        "name": month_and_year(period),
        "days": span(period),
        "is_running": period.holds(local_day(now)),
        "is_stale": StaleMonth.objects.touching(at_or_below(unit), period).exists(),
        "name_before": month_name(period.before()),
    }
    return render(request, "statistics/month.html", context)
