"""Quiet hours: until when a message to a channel waits. Pure; times of day are those of Asia/Shanghai."""

from datetime import datetime, time, timedelta

from django.utils import timezone


def due_after(at: datetime, starts_at: time, ends_at: time) -> datetime:
    """When a message of `at` may go out: at once, or when the quiet hours that `at` lies in are over.

    They begin at `starts_at` (included) and end at `ends_at` (not included), after midnight where that is the earlier.
    """
    local = timezone.localtime(at)
    clock = local.time()
    passes_midnight = ends_at < starts_at
    is_quiet = clock >= starts_at or clock < ends_at if passes_midnight else starts_at <= clock < ends_at
    if not is_quiet:
        return at
    ends_tomorrow = passes_midnight and clock >= starts_at
    day = local.date() + timedelta(days=int(ends_tomorrow))
    return datetime.combine(day, ends_at, tzinfo=local.tzinfo)
