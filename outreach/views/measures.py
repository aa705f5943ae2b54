"""The measures by which the station serves its schools: their evidence in a month, and their words."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.history import told_of
from campus_safety.local_days import local_day
from campus_safety.statistics.scope import chosen_month
from campus_safety.statistics.words import month_and_year
from outreach.forms.measures import MeasureForm
from outreach.measures import evidence_of
from outreach.models import Measure
from outreach.permissions import is_of_station
from outreach.permissions.activities import may_edit_measures


@require_safe
@allowed(is_of_station)
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure with the activities of the month that served it; those without evidence come first."""
    user, now = signed_in(request), timezone.now()
    try:
        period = chosen_month(request, now)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    evidence = evidence_of(user.unit_ids, period)
    in_use = [each for each in evidence if each.measure.is_active]
    context = {
        "period": period,
        "name": month_and_year(period),
        "following": period.after() if period.last_day < local_day(now) else None,
        "evidence": evidence,
        "totals": {"served": sum(each.activities > 0 for each in in_use), "in_use": len(in_use)},
        "may_edit": may_edit_measures(user),
    }
    return render(request, "outreach/measures/list.html", context)


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
