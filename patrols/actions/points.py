"""Points and windows: a change reaches the public page and the duties that have not begun."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.audit.author import current_author
from campus_safety.audit.trail import Action, entry, record
from patrols.actions.duties import DAYS_AHEAD, make_duties
from patrols.actions.public import mark_public_stale
from patrols.models import DutyWindow, PatrolPoint, PointSign
from schools.models import School


@transaction.atomic
def save_point(*, point: PatrolPoint, schools: Iterable[School]) -> PatrolPoint:
    """Write a point and the schools it serves; a new one gets its first sign. Its coming duties follow."""
    is_new = point.pk is None
    point.save()
    _set_schools(point, list(schools))
    if is_new:
        PointSign.objects.create(point=point)
    _make_coming_duties(point)
    mark_public_stale()
    return point


@transaction.atomic
def save_window(*, window: DutyWindow) -> DutyWindow:
    """Write a duty window; the coming duties of its point follow.

    Raises ValidationError if it overlaps with another window of the point: one visit would be due twice.
    """
    # Two at once are entered one after the other; without the key, which a check-in at the point refers to meanwhile.
    PatrolPoint.objects.select_for_update(no_key=True).get(pk=window.point_id)
    before = DutyWindow.objects.filter(pk=window.pk).first()
    if before is None or not _only_ends_earlier(before, window):
        _refuse_overlap(window)
    window.save()
    _make_coming_duties(window.point)
    mark_public_stale()
    return window


def _only_ends_earlier(before: DutyWindow, after: DutyWindow) -> bool:
    """Whether nothing changes but the last day, to an earlier one: so an overlap of old can be mended."""
    same = all(getattr(before, name) == getattr(after, name) for name in ("weekdays", "starts_at", "ends_at"))
    first_days = before.in_force_from == after.in_force_from
    return same and first_days and (after.in_force_until or date.max) <= (before.in_force_until or date.max)


def _refuse_overlap(window: DutyWindow) -> None:
    others = DutyWindow.objects.filter(
        point=window.point_id, starts_at__lt=window.ends_at, ends_at__gt=window.starts_at
    ).exclude(pk=window.pk)
    first, last = window.in_force_from or date.min, window.in_force_until or date.max
    for other in others.in_force_between(first, last):
        if set(other.weekdays) & set(window.weekdays):
            text = _("This window overlaps with %(window)s of the same point.") % {"window": other}
            raise ValidationError({"starts_at": text})


def _set_schools(point: PatrolPoint, schools: list[School]) -> None:
    before = sorted(school.name for school in point.schools.all())
    point.schools.set(schools)
    after = sorted(school.name for school in schools)
    if before != after:
        changes = {"schools": (", ".join(before), ", ".join(after))}
        record(entry(point, action=Action.UPDATE, changes=changes, actor=current_author().user))


def _make_coming_duties(point: PatrolPoint) -> None:
    today = timezone.localdate()
    make_duties(first=today, until=today + timedelta(days=DAYS_AHEAD), points=[point], not_before=timezone.now())
