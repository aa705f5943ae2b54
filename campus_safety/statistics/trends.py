"""The figures of months in a row, as they were compiled or imported: what a trend is drawn from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from campus_safety.accounts.models import Unit
from campus_safety.statistics.models import Figure, ImportedFigure
from campus_safety.statistics.periods import Period

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Point:
    """One month of a trend; `value` is None where nothing is known of it, or nothing could be divided.

    An imported one comes from before the portal and has no rows behind it.
    """

    month: Period
    value: Decimal | None = None
    is_imported: bool = False
    is_lower_bound: bool = False


Trends = Mapping[str, Sequence[Point]]


def months_until(last: Period) -> list[Period]:
    """The 24 months up to this one, the oldest first."""
    months = [last]
    while len(months) < MONTHS:
        months.append(months[-1].before())
    return months[::-1]


def trends_of(unit: Unit, until: Period) -> Trends:
    """{indicator: its months up to `until`, the oldest first}, of those of which anything is known: two queries.

    They are 24 months, or fewer: all begin with the first of which any figure is known. A month has the value of its
    newest revision; one that was never compiled has what was imported.
    """
    months = months_until(until)
    found: defaultdict[str, dict[Period, Point]] = defaultdict(dict)
    for key, point in [*_imported(unit, months), *_compiled(unit, months)]:
        found[key][point.month] = point
    first = min((month.first_day for points in found.values() for month in points if month in months), default=None)
    shown = [month for month in months if first and month.first_day >= first]
    return {key: [points.get(month, Point(month)) for month in shown] for key, points in found.items()}


def _compiled(unit: Unit, months: Sequence[Period]) -> list[tuple[str, Point]]:
    figures = Figure.objects.filter(
        report__unit=unit, report__first_day__gte=months[0].first_day, report__last_day__lte=months[-1].last_day
    ).order_by("report__revision")
    rows = figures.values_list("key", "report__first_day", "report__last_day", "value")
    return [(key, Point(Period(first, last), value)) for key, first, last, value in rows]


def _imported(unit: Unit, months: Sequence[Period]) -> list[tuple[str, Point]]:
    figures = ImportedFigure.objects.filter(
        imported__unit=unit, imported__first_day__gte=months[0].first_day, imported__last_day__lte=months[-1].last_day
    )
    rows = figures.values_list("key", "imported__first_day", "imported__last_day", "value", "is_lower_bound")
    return [
        (key, Point(Period(first, last), value, is_imported=True, is_lower_bound=is_lower_bound))
        for key, first, last, value, is_lower_bound in rows
    ]
