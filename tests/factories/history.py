"""Figures from before the portal."""

from decimal import Decimal

from campus_safety.accounts.models import Unit
from campus_safety.statistics.models import ImportedFigure, ImportedPeriod
from campus_safety.statistics.periods import period_named
from tests.factories import at


def make_imported_period(unit: Unit, code: str = "2018-02-01_2018-06-27", *, visits: int = 90) -> ImportedPeriod:
    """A period of the unit with two figures: 562 officer person-times, and a lower bound of visits."""
    days = period_named(code)
    period = ImportedPeriod.objects.create(
        unit=unit, first_day=days.first_day, last_day=days.last_day, source="工作统计",
        imported_at=at("2026-11-10 12:00"),
    )  # fmt: skip
    ImportedFigure.objects.create(imported=period, key="officer_person_times", value=Decimal(562))
    ImportedFigure.objects.create(imported=period, key="campus_visits", value=Decimal(visits), is_lower_bound=True)
    return period
