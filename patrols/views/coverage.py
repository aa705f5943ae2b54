"""How well the points were covered in a month, a week or a day: rates, gaps, and the load of the officers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.local_days import local_day
from campus_safety.spreadsheets.writing import workbook_response
from patrols.coverage.counts import Cell, cells_of, sums_by, total_of
from patrols.coverage.export import sheets_of
from patrols.coverage.heat import gap_in_words, gaps, heat_of
from patrols.coverage.load import Loads, loads_of
from patrols.coverage.spans import KIND_WORDS, Kind
from patrols.filters.coverage import CoverageFilter
from patrols.models import Duty
from patrols.states import DutyState

LOWEST = 5
MOST_MISSED = 10
MOST_OFFICERS = 100
_NOBODY_CAME = [DutyState.MISSED.value, DutyState.OPEN.value]  # open, and its window is over: the worker will close it


@require_safe
@allowed(is_officer)
def coverage(request: HttpRequest) -> HttpResponse:
    """The rates by point and occasion, the points missed most, the load of the officers; each opens what is behind."""
    found, now = _filtered(request), timezone.now()
    if not found.is_valid():
        return render(request, "patrols/coverage/page.html", {"filter": found}, status=400)
    cells, loads = _counted(found, now)
    context = {
        "filter": found,
        "span": found.span,
        "unit": found.form.cleaned_data["unit"] or signed_in(request).unit,
        "kinds": [(kind, KIND_WORDS[kind], found.span.as_kind(kind, now).code) for kind in Kind],
        "is_last": found.span.following.period.first_day > local_day(now),
        "total": total_of(cells),
        "urls": {name: _address(found, **more) for name, more in _BEHIND.items()},
        "heat_sentence": gap_in_words(cells),
        "heat": heat_of(cells, lambda what: _address(found, closed="1", **what)),
        "lowest": [(cell, _behind(found, cell)) for cell in gaps(cells)[:LOWEST]],
        "missed": _missed(found, cells),
        "loads": loads,
        "officers": loads.rows[:MOST_OFFICERS],
    }
    return render(request, "patrols/coverage/page.html", context)


@require_safe
@allowed(is_officer)
def coverage_export(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook: every point on every occasion, and every officer."""
    found, now = _filtered(request), timezone.now()
    if not found.is_valid():
        return coverage(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    name = _("Coverage %(span)s.xlsx") % {"span": found.span.code}
    return workbook_response(name, sheets_of(*_counted(found, now)))


# What the numbers above the table open.
_BEHIND: dict[str, dict[str, Any]] = {
    "due": {"closed": "1"},
    "done": {"closed": "1", "state": [DutyState.DONE.value]},
    "late": {"closed": "1", "state": [DutyState.LATE.value]},
    "missed": {"closed": "1", "state": _NOBODY_CAME},
    "cancelled": {"state": [DutyState.CANCELLED.value]},
}


def _filtered(request: HttpRequest) -> CoverageFilter:
    return CoverageFilter(request.GET, queryset=Duty.objects.visible_to(signed_in(request)), request=request)


def _counted(found: CoverageFilter, now: datetime) -> tuple[list[Cell], Loads]:
    unit_ids, period = found.unit_ids, found.span.period
    cells = cells_of(Duty.objects.of_units(unit_ids, period), now, has_one_unit=len(unit_ids) == 1)
    return cells, loads_of(unit_ids, period, now)


def _missed(found: CoverageFilter, cells: Sequence[Cell]) -> list[dict[str, Any]]:
    """The points at which most duties were missed, with the duties behind."""
    sums = sums_by(cells, lambda cell: cell.column)
    worst = sorted(
        (column for column in sums if sums[column].missed),
        key=lambda column: (-sums[column].missed, -sums[column].late, column.code),
    )
    return [
        {
            "column": column,
            "tally": sums[column],
            "url": _address(found, closed="1", state=_NOBODY_CAME, point=column.code),
        }
        for column in worst[:MOST_MISSED]
    ]


def _behind(found: CoverageFilter, cell: Cell) -> str:
    return _address(found, closed="1", point=cell.column.code, occasion=cell.occasion)


def _address(found: CoverageFilter, **more: Any) -> str:
    """The list of the duties of these units and days, filtered by what else is given."""
    unit, period = found.form.cleaned_data["unit"], found.span.period
    query = {"from": period.first_day, "to": period.last_day} | ({"unit": unit.code} if unit else {}) | more
    return f"{reverse('patrols:duties')}?{urlencode(query, doseq=True)}"
