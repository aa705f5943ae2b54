"""What a report is compared with: the period before and the same one a year before, as they were compiled."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from campus_safety.local_days import local_day
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import Period

Values = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Compared:
    """{indicator: value} of the period before and of the same one a year before; what was not compiled is missing."""

    before: Values
    year_before: Values


def compared(report: Report) -> Compared:
    """What a report's figures stand beside: one query, or none while its period runs.

    A running period was counted together with the same days of the others (`Figure.before`, `Figure.year_before`).
    `report.figures` should be there already.
    """
    if report.period.holds(local_day(report.compiled_at)):
        figures = report.figures.all()
        return Compared(
            {figure.key: figure.before for figure in figures}, {figure.key: figure.year_before for figure in figures}
        )
    before, year_before = report.period.before(), report.period.year_before()
    found: dict[Period, dict[str, Decimal | None]] = {before: {}, year_before: {}}
    figures = Figure.objects.filter(_of(before) | _of(year_before), report__unit_id=report.unit_id)
    rows = figures.order_by("report__revision").values_list("report__first_day", "report__last_day", "key", "value")
    for first_day, last_day, key, value in rows:
        found[Period(first_day, last_day)][key] = value
    return Compared(found[before], found[year_before])


def _of(period: Period) -> Q:
    return Q(report__first_day=period.first_day, report__last_day=period.last_day)
