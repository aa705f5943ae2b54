"""Where officers stand at an event: a temporary point with one duty, and the officers on its roster."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from campus_safety.rules.catalogue import rule
from outreach.models import EventCover
from patrols.actions import add_extra_windows
from patrols.actions.roster import assign
from patrols.actions.temporary import add_temporary_point
from patrols.actions.windows import Extra
from patrols.models import DutyWindow, PatrolPoint

# A square is wider than a gate.
FENCE_M = 100
MOST_NAME = 100
LAST_MINUTE = time(23, 59)


def make_post(
    cover: EventCover, *, by: User, officers: Collection[User], before_min: int | None, after_min: int | None
) -> PatrolPoint:
    """Write the temporary point of an event and its window, and put the officers on duty in it.

    Within the caller's transaction. In a window that has begun nobody can be put on the roster any more: whoever is
    sent then is told at once instead.
    """
    point = PatrolPoint(
        unit=cover.unit,
        name=f"{cover.school.name} {cover.title}"[:MOST_NAME],
        address=cover.place,
        latitude=cover.latitude,
        longitude=cover.longitude,
        fence_radius_m=FENCE_M,
    )
    day = local_day(cover.starts_at)
    add_temporary_point(by=by, point=point, schools=[cover.school], on=day)
    starts_at, ends_at = _times(cover, before_min, after_min)
    extra = Extra(
        starts_at=starts_at,
        ends_at=ends_at,
        first_day=day,
        last_day=day,
        strength=len(officers),
        cause=DutyWindow.Cause.EVENT_COVER,
        reason=cover.school.name,
    )
    windows = add_extra_windows(by=by, points=[point], extra=extra)
    begins = timezone.make_aware(datetime.combine(day, starts_at), timezone.get_default_timezone())
    if begins > timezone.now():
        assign(by=by, windows=windows, dates=[day], officers=officers)
    return point


def usual_minutes(cover: EventCover) -> tuple[int, int]:
    """How long before an event police are there and how long after it they stay, by the rule of its day."""
    day = local_day(cover.starts_at)
    return rule("cover_before", day).value or 0, rule("cover_after", day).value or 0


def _times(cover: EventCover, before_min: int | None, after_min: int | None) -> tuple[time, time]:
    """From when until when they are to be there, within the day."""
    usual = usual_minutes(cover)
    before = timedelta(minutes=usual[0] if before_min is None else before_min)
    after = timedelta(minutes=usual[1] if after_min is None else after_min)
    here = timezone.get_default_timezone()
    begins, ends = (timezone.localtime(moment, here) for moment in (cover.starts_at, cover.ends_at))
    first, last = begins - before, ends + after
    return (
        first.time() if first.date() == begins.date() else time.min,
        last.time() if last.date() == ends.date() else LAST_MINUTE,
    )
