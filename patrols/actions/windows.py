"""Windows: regular ones, and extra ones for a limited time. The coming duties of their points follow at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.author import acting
from campus_safety.calendars.deciding import calendar_for
from campus_safety.levels import Level
from patrols.actions.points import make_coming_duties
from patrols.actions.public import mark_public_stale
from patrols.models import DutyWindow, PatrolPoint
from patrols.weekdays import EVERY_DAY
from patrols.window_times import clock_of, overlap, span_of

# What lasts longer than three months is no extra window any more.
LONGEST_DAYS = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What is asked for in addition, for a limited time (临时加密时段): the same at each point.

    On school days only, or (`follows_calendar` False) on every day from `first_day` to `last_day`, both included.
    """

    occasion: str = DutyWindow.Occasion.OTHER
    starts_at: time
    ends_at: time
    first_day: date
    last_day: date
    follows_calendar: bool = False
    strength: int = 1
    cause: str
    reason: str


@transaction.atomic
def save_window(*, window: DutyWindow) -> DutyWindow:
    """Write a duty window; the coming duties of its point follow. A tied one gets its times on a usual day.

    Raises ValidationError if its school has no such time, or if it overlaps with another window of the point: one visit
    would be due twice.
    """
    _lock([window.point_id])
    _set_usual_times(window)
    before = DutyWindow.objects.filter(pk=window.pk).first()
    if before is None or not _only_ends_earlier(before, window):
        _refuse_overlaps([window], field="starts_at" if window.basis == DutyWindow.Basis.FIXED else "before_min")
    window.save()
    make_coming_duties(points=[window.point])
    mark_public_stale()
    return window


@transaction.atomic
def add_extra_windows(*, by: User, points: Collection[PatrolPoint], extra: Extra) -> list[DutyWindow]:
    """Add the same window for a limited time to several points, to all of them or to none.

    Raises ValidationError by field if no reason is given, if it lasts longer than three months, or could never ask for
    a visit, or if it overlaps with a window of one of the points.
    """
    if not extra.reason.strip():
        raise ValidationError({"reason": _("Say why the points are to be visited more often.")})
    _refuse_endless_and_empty(points, extra)
    _lock([point.pk for point in points])
    windows = [_extra_window(point, extra) for point in points]
    _refuse_overlaps(windows, field="points")
    with acting(by):
        for window in windows:
            window.save()
        make_coming_duties(points=points)
    mark_public_stale()
    return windows


def _refuse_endless_and_empty(points: Collection[PatrolPoint], extra: Extra) -> None:
    now = timezone.localtime()
    if (extra.last_day - extra.first_day).days >= LONGEST_DAYS:
        text = _("An extra window lasts %(days)s days at most. For longer, enter a regular one.")
        raise ValidationError({"last_day": text % {"days": LONGEST_DAYS}})
    if extra.last_day == now.date() and extra.ends_at <= now.time():
        raise ValidationError({"ends_at": _("This time is over today: nobody could come in it.")})
    if extra.follows_calendar and not any(_has_school(unit, extra) for unit in {point.unit for point in points}):
        raise ValidationError({"days": _("There is no school on any of these days.")})


def _has_school(unit: Unit, extra: Extra) -> bool:
    calendar = calendar_for(unit, extra.first_day, extra.last_day)
    days = (extra.first_day + timedelta(days=number) for number in range((extra.last_day - extra.first_day).days + 1))
    return any(calendar.fact(day, Level.values).is_school for day in days)


def _lock(points: Collection[int]) -> None:
    """Enter two at once one after the other; without the key, which a check-in at the point refers to meanwhile."""
    rows = PatrolPoint.objects.filter(pk__in=points).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))


def _set_usual_times(window: DutyWindow) -> None:
    usual = span_of(window)
    if usual is None and clock_of(window) is None:
        raise ValidationError({"school": _without_time(window)})
    if usual is None:
        raise ValidationError({"after_min": _("The window must end after it begins, on the same day.")})
    window.starts_at, window.ends_at = usual


def _without_time(window: DutyWindow) -> str:
    if window.basis == DutyWindow.Basis.ARRIVAL:
        text = _("%(school)s has no time of arrival. Enter it with the school, or choose fixed times.")
    else:
        text = _("%(school)s has no time of dismissal. Enter it with the school, or choose fixed times.")
    return text % {"school": window.school}


def _only_ends_earlier(before: DutyWindow, after: DutyWindow) -> bool:
    """Whether nothing of its reach changes but the last day, to an earlier one: so an overlap of old can be mended."""
    reach = ("weekdays", "starts_at", "ends_at", "in_force_from")
    is_same = all(getattr(before, name) == getattr(after, name) for name in reach)
    return is_same and (after.in_force_until or date.max) <= (before.in_force_until or date.max)


def _refuse_overlaps(windows: Sequence[DutyWindow], *, field: str) -> None:
    points = {window.point_id for window in windows}
    others = list(DutyWindow.objects.filter(point__in=points).select_related("point"))
    text = _("%(window)s overlaps with %(other)s.")
    found = [
        text % {"window": window, "other": other}
        for window in windows
        for other in others
        if other.point_id == window.point_id and other.pk != window.pk and overlap(window, other)
    ]
    if found:
        raise ValidationError({field: found})


def _extra_window(point: PatrolPoint, extra: Extra) -> DutyWindow:
    return DutyWindow(
        point=point,
        occasion=extra.occasion,
        weekdays=EVERY_DAY,
        follows_calendar=extra.follows_calendar,
        starts_at=extra.starts_at,
        ends_at=extra.ends_at,
        strength=extra.strength,
        in_force_from=extra.first_day,
        in_force_until=extra.last_day,
        cause=extra.cause,
        reason=extra.reason.strip(),
    )
