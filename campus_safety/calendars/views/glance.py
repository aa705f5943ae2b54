"""The school year at a glance."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, is_administrator, signed_in
from campus_safety.calendars.deciding import calendar_for
from campus_safety.calendars.glance import first_and_last, letters, months_of, school_year_of, weekday_letters
from campus_safety.calendars.missing import lacks_term, unknown_years, years_to_know
from campus_safety.calendars.permissions import keeps_days, keeps_spans, reads_calendar
from campus_safety.calendars.search import GlanceSearch
from campus_safety.levels import Level


@require_safe
@allowed(reads_calendar)
def year(request: HttpRequest) -> HttpResponse:
    """A school year by month: of a unit for police, of the whole country for administrators."""
    user, today = signed_in(request), timezone.localdate()
    search = GlanceSearch(request.GET, user=user, this_year=school_year_of(today))
    if not search.is_valid():
        return render(request, "calendars/year.html", {"search": search}, status=400)
    given = search.cleaned_data
    unit: Unit | None = given["unit"]
    return render(
        request,
        "calendars/year.html",
        {"search": search, "unit": unit, "keeps_days": keeps_days(user), "keeps_spans": keeps_spans(user)}
        | _shown(unit, given["year"], given["level"], today)
        | _missing(user, unit, today),
    )


def _shown(unit: Unit | None, year: int, level: str, today: date) -> dict[str, Any]:
    """The months of a school year, and which of its two years have no known make-up days."""
    first, last = first_and_last(year)
    levels = [level] if level else Level.values
    return {
        "this_month": today if first <= today <= last else None,
        "months": months_of(calendar_for(unit, first, last), levels, today),
        "by_law_only": unknown_years([first.year, last.year]),
        "letters": letters(),
        "weekdays": weekday_letters(),
    }


def _missing(user: User, unit: Unit | None, today: date) -> dict[str, Any]:
    """What this user is to enter: years for administrators, the next term for commanders."""
    years = unknown_years(years_to_know(today)) if is_administrator(user) else []
    return {
        "to_know": [(year, reverse("calendars:known_year_new", query={"year": year})) for year in years],
        "lacks_term": unit is not None and keeps_spans(user) and lacks_term(unit, today),
    }
