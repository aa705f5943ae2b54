"""The measures by which the station serves its schools: their evidence in a period, and their words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.history import told_of
from campus_safety.audit.trail import note_reading
from campus_safety.local_days import local_day
from campus_safety.spreadsheets.writing import Heading, Sheet, Value, workbook_response
from campus_safety.statistics.periods import month_of, period_named
from campus_safety.statistics.scope import at_or_below, chosen_unit, units_of
from campus_safety.statistics.words import period_name
from outreach.forms.measures import MeasureForm
from outreach.measures import Evidence, evidence_of
from outreach.models import Measure
from outreach.permissions import is_of_station
from outreach.permissions.activities import may_edit_measures


@require_safe
@allowed(is_of_station)
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure with the activities of the period that served it; those without evidence come first."""
    user = signed_in(request)
    try:
        shown = _evidence(request)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    evidence: list[Evidence] = shown["evidence"]
    totals = {
        "served": sum(each.counts for each in evidence),
        "in_use": sum(each.measure.is_active for each in evidence),
    }
    context = shown | {"totals": totals, "may_edit": may_edit_measures(user)}
    return render(request, "outreach/measures/list.html", context)


def _evidence(request: HttpRequest) -> dict[str, Any]:
    """The evidence in the unit of `?unit=` and the period of `?period=`: else all that the user sees, in this month.

    Raises ValidationError for what is no period, Http404 for a unit that the user does not see.
    """
    today, code = local_day(timezone.now()), request.GET.get("period", "")
    period = period_named(code) if code else month_of(today)
    user = signed_in(request)
    units = units_of(user)
    unit = chosen_unit(request, units)
    return {
        "units": units,
        "unit": unit,
        "period": period,
        "name": period_name(period),
        "following": period.after() if period.is_month and period.last_day < today else None,
        "evidence": evidence_of(at_or_below(unit) & user.unit_ids, period),
    }


@require_safe
@allowed(is_of_station)
def measures_export(request: HttpRequest) -> HttpResponseBase:
    """The measures as a workbook, with their evidence as the page has it; it leaves a trace."""
    try:
        shown = _evidence(request)
    except ValidationError:
        return measures(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    page = Sheet(_("Measures"), _headings(), _rows(shown["evidence"]))
    return workbook_response(_("Measures %(period)s.xlsx") % {"period": shown["period"].code}, [page])


def _headings() -> list[Heading]:
    return [
        Heading(_("Number"), 10),
        Heading(pgettext("measure", "Title"), 50),
        Heading(_("In use"), 10),
        Heading(_("Activities that served it"), 14),
    ]


def _rows(evidence: Iterable[Evidence]) -> Iterator[list[Value]]:
    for each in evidence:
        measure = each.measure
        yield [measure.number, measure.title, _("Yes") if measure.is_active else _("No"), each.activities]


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_edit_measures)
def measure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A commander words a measure, or takes it out of use."""
    found = get_object_or_404(Measure, pk=pk)
    form = MeasureForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        form.save()
        messages.success(request, _("Measure %(number)s is saved.") % {"number": found.number})
        return redirect("outreach:measures")
    context = {"form": form, "measure": found, "history": told_of(found)}
    return render(request, "outreach/measures/form.html", context, status=400 if form.errors else 200)
