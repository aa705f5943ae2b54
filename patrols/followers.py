"""What patrols do when school days have changed: the duties of the points concerned are made anew."""

from collections.abc import Collection

from campus_safety.calendars.followers import register
from patrols.actions import mark_points_stale


def follow_school_days(unit_ids: Collection[int] | None, school_ids: Collection[int] | None) -> None:
    """Mark the points of these units or schools, in the transaction of the change; the worker makes their duties."""
    mark_points_stale(unit_ids=unit_ids, school_ids=school_ids)


register(follow_school_days)
