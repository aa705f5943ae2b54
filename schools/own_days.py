"""The own days of schools, as the calendar takes them."""

from collections.abc import Collection
from datetime import date

from campus_safety.calendars.deciding import OwnDay
from schools.models import SchoolDay

IS_SCHOOL = {SchoolDay.Kind.CLOSED: False, SchoolDay.Kind.OPEN: True, SchoolDay.Kind.OTHER_TIMES: None}


def own_days_of(schools: Collection[int], first: date, last: date) -> dict[tuple[int, date], OwnDay]:
    """{(school, day): what the school says of it}, of the schools with these keys, both days included. One query."""
    days = SchoolDay.objects.filter(school_id__in=schools).between(first, last)
    return {(day.school_id, day.on): own_day(day) for day in days}


def own_day(day: SchoolDay) -> OwnDay:
    """What one row says."""
    return OwnDay(IS_SCHOOL[SchoolDay.Kind(day.kind)], day.arrives_at, day.dismisses_at, day.reason)
