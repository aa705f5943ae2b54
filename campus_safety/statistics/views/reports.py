"""A report as it is read: its newest revision, or one of those before."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.statistics.models import ImportedPeriod
from campus_safety.statistics.report_page import page_of
from campus_safety.statistics.scope import chosen_unit, revisions_named, units_of


@require_safe
@allowed(is_commander)
def report(request: HttpRequest, month: str, revision: int | None = None) -> HttpResponse:
    """The report of a period: its figures, how each is counted, the rows behind it, and what is to be done with it.

    Made to be printed.
    """
    user = signed_in(request)
    units = units_of(user)
    unit = chosen_unit(request, units)
    try:
        revisions = revisions_named(request, unit, month)
    except ValidationError as error:
        return render(request, "statistics/bad_month.html", {"text": " ".join(error.messages)}, status=400)
    found = next((one for one in revisions if revision in {None, one.revision}), None)
    if found is None:
        raise Http404
    page = page_of(found, revisions, user=user, at=timezone.now())
    is_above = any(one.parent_id == unit.pk for one in units)
    context = {"page": page, "report": found, "unit": unit, "units": units, "is_above": is_above}
    context["imported"] = list(ImportedPeriod.objects.filter(unit=unit).touching(found.period))
    return render(request, "statistics/month.html", context)
