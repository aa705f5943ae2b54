"""The visibility rate of a month by point and occasion: where the gaps are."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from campus_safety.dashboard.decisions import rows_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.words import month_name
from patrols.coverage.counts import cells_of
from patrols.coverage.heat import gap_in_words, gaps, heat_of
from patrols.models import Duty

LOWEST = 5


def visibility_by_point(desk: Desk) -> dict[str, Any]:
    """The month's rates as a table, the lowest as a list, the largest gap as a sentence: one query.

    Nothing for a past month without a duty that was due.
    """
    duties = Duty.objects.of_units(desk.unit_ids, desk.period)
    cells = cells_of(duties, desk.at, has_one_unit=len(desk.unit_ids) == 1)
    heat = heat_of(cells)
    if not heat.columns and desk.period.ends_at <= desk.at:
        return {}
    first, last = desk.period.first_day, desk.period.last_day
    span = urlencode({"month": desk.period.code, "unit": desk.unit.code})
    return {
        "sentence": gap_in_words(cells),
        "month": month_name(desk.period),
        "heat": heat,
        "lowest": [
            (cell, rows_of(desk, "patrols:duties", first=first, last=last, point=cell.column.code, closed="1"))
            for cell in gaps(cells)[:LOWEST]
        ],
        "coverage_url": f"{reverse('patrols:coverage')}?{span}",
        "windows_url": reverse("patrols:windows"),
    }
