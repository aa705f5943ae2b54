"""Where and when cases happen: the map, the pattern, the days without an incident, and the cases behind them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.geo.map_data import map_data
from campus_safety.lists.pages import render_list
from campus_safety.local_days import local_day
from incidents.case_rows import rows_of
from incidents.filters.map import MapFilter
from incidents.models import Case
from incidents.pattern_tables import (
    busiest_in_words,
    category_counts,
    event_counts,
    hour_table,
    place_counts,
    time_counts,
)
from incidents.patterns import occurrences_of, pattern_of
from incidents.permissions import reads_cases
from incidents.querysets import CaseQuerySet
from incidents.quiet_days import quiet_days_of_unit, schools_by_last_case
from incidents.spots import point_mark
from schools.models import School

MOST_MARKS = 1000
MOST_SCHOOLS = 20


@require_safe
@allowed(reads_cases, hidden=True)
def case_map(request: HttpRequest) -> HttpResponse:
    """The cases that count: on a map, by hour and weekday, by time, category, event and place, and one by one."""
    user, now = signed_in(request), timezone.now()
    mine = Case.objects.visible_to(user).counted().order_by("-occurred_from", "-pk")
    found = MapFilter(request.GET, queryset=mine, request=request)

    def over_all(rows: Any) -> dict[str, Any]:
        schools = _schools(found)
        return _pattern(request, rows) | _map(found, rows, schools, now) | _quiet(found, schools, now)

    return render_list(
        request, "incidents/map/page.html", found, rows=lambda rows: rows.with_names(),
        page=lambda listed: rows_of(listed, local_day(now)), more=over_all,
    )  # fmt: skip


def _schools(found: MapFilter) -> QuerySet[School]:
    """The open schools of the units shown; the chosen one, if one is."""
    schools = School.objects.visible_to(found.user).filter(unit_id__in=found.unit_ids, is_open=True)
    chosen = found.form.cleaned_data["school"]
    return schools.filter(pk=chosen.pk) if isinstance(chosen, School) else schools


def _pattern(request: HttpRequest, rows: CaseQuerySet) -> dict[str, Any]:
    def address(more: dict[str, str]) -> str:
        """This page, filtered by more."""
        query = request.GET.copy()
        query.pop("page", None)
        for name, value in more.items():
            query[name] = value
        return f"?{query.urlencode()}#cases"

    pattern = pattern_of(occurrences_of(rows))
    return {
        "pattern": pattern,
        "hours": hour_table(pattern, address),
        "busiest": busiest_in_words(pattern),
        "by_time": time_counts(pattern, address),
        "by_category": category_counts(pattern, address),
        "by_event": event_counts(pattern, address),
        "by_place": place_counts(pattern, address),
    }


def _map(found: MapFilter, rows: CaseQuerySet, schools: QuerySet[School], now: datetime) -> dict[str, Any]:
    """The newest thousand of the cases that have a place: one query."""
    unit = found.form.cleaned_data["unit"] or found.user.unit
    placed = rows.with_spot().select_related("category", "school")[:MOST_MARKS]
    marks = [mark for case in placed if (mark := point_mark(case, local_day(now)))]
    data = map_data(outline=unit.outline if unit else None, schools=[each.mark for each in schools], points=marks)
    data["texts"] = {"many": _("cases here")}
    return {"map_data": data, "on_map": len(marks), "is_cut": len(marks) == MOST_MARKS}


def _quiet(found: MapFilter, schools: QuerySet[School], now: datetime) -> dict[str, Any]:
    """Days without an incident: of all of the units, and of the schools that have had one, the fewest first."""
    return {
        "quiet": quiet_days_of_unit(found.unit_ids, now),
        "quiet_schools": schools_by_last_case(schools, now, MOST_SCHOOLS),
    }
