"""Which months are compiled anew when an activity is written."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from campus_safety.local_days import local_day
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.statistics.periods import month_of
from outreach.drill_terms import quarter_of
from outreach.models import Activity


def mark_months_of(*activities: Activity, at: datetime) -> None:
    """Mark the months that activities of one unit count in, as they were and as they are. Call it last.

    An evacuation drill counts in its own month, and at the end of each one up to the quarter after: without it a school
    would owe one there. Months that have not begun are left out.
    """
    moments = [moment for activity in activities for moment in (activity.starts_at, *_ends_without_debt(activity, at))]
    mark_months_stale(unit_ids=[activity.unit_id for activity in activities], moments=moments)


def _ends_without_debt(activity: Activity, at: datetime) -> Iterator[datetime]:
    if activity.drill != Activity.Drill.EVACUATION:
        return
    day = local_day(activity.starts_at)
    last_day = quarter_of(quarter_of(day).last_day + timedelta(days=1)).last_day
    month = month_of(day).after()
    while month.starts_at <= at and month.first_day <= last_day:
        yield month.starts_at
        month = month.after()
