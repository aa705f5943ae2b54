"""A desk with a compiled report that says what a test wants it to say."""

from datetime import datetime
from typing import Any

from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import month_named
from tests.cast import Cast

NOVEMBER = month_named("2026-11")


def desk_with(cast: Cast, at: datetime, **breakdowns: dict[str, dict[str, Any]]) -> Desk:
    """The commander's desk of November 2026, {indicator: {breakdown: {key: number}}} being all that was compiled."""
    days = {"first_day": NOVEMBER.first_day, "last_day": NOVEMBER.last_day}
    report = Report.objects.create(unit=cast.station, compiled_at=at, **days)
    Figure.objects.bulk_create(
        Figure(report=report, key=key, value=0, breakdowns=found) for key, found in breakdowns.items()
    )
    return Desk(cast.commander, cast.station, cast.commander.unit_ids, NOVEMBER, at)
