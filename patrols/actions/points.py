"""Points: a change reaches the public page and the duties that have not begun."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from campus_safety.audit.author import current_author
from campus_safety.audit.trail import Action, entry, record
from patrols.actions.making import DAYS_AHEAD, make_duties
from patrols.actions.public import mark_public_stale
from patrols.models import DutyWindow, PatrolPoint, PointSign
from schools.models import School


@transaction.atomic
def save_point(*, point: PatrolPoint, schools: Iterable[School]) -> PatrolPoint:
    """Write a point and the schools it serves; a new one gets its first sign. Its coming duties follow."""
    is_new = point.pk is None
    point.save()
    set_schools(point, list(schools))
    if is_new:
        PointSign.objects.create(point=point)
    make_coming_duties(points=[point])
    mark_public_stale()
    return point


def make_coming_duties(*, points: Collection[PatrolPoint]) -> None:
    """Make the duties of these points for today and the 14 days ahead, but for windows that are over."""
    today = timezone.localdate()
    make_duties(first=today, until=today + timedelta(days=DAYS_AHEAD), points=points, not_before=timezone.now())


@transaction.atomic
def mark_points_stale(*, unit_ids: Collection[int] | None = None, school_ids: Collection[int] | None = None) -> None:
    """Have the worker make the coming duties of points anew: of all, or of those that are named.

    Those of these units, those that serve these schools, and those with a window tied to one.
    """
    points = PatrolPoint.objects.filter(_concerned(unit_ids, school_ids))
    # One that a making has in hand is waited for: it has read the school days as they were before. In the order of
    # their keys, so that two at once do not wait for each other.
    list(points.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    points.update(duties_until=None)


def _concerned(unit_ids: Collection[int] | None, school_ids: Collection[int] | None) -> Q:
    if unit_ids is None and school_ids is None:
        return Q()
    serving = PatrolPoint.schools.through.objects.filter(school__in=school_ids or ()).values("patrolpoint_id")
    tied = DutyWindow.objects.filter(school__in=school_ids or ()).values("point_id")
    return Q(unit__in=unit_ids or ()) | Q(pk__in=serving) | Q(pk__in=tied)


def set_schools(point: PatrolPoint, schools: list[School]) -> None:
    """Say which schools a point serves; a change is on the trail, by whoever writes just now."""
    before = sorted(school.name for school in point.schools.all())
    point.schools.set(schools)
    after = sorted(school.name for school in schools)
    if before != after:
        changes = {"schools": (", ".join(before), ", ".join(after))}
        record(entry(point, action=Action.UPDATE, changes=changes, actor=current_author().user))
