"""Who may do what on patrol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer

if TYPE_CHECKING:
    from patrols.models import Duty, Outing, PatrolPoint


def may_go_out(user: User) -> bool:
    """Officers and commanders go out and check in."""
    return is_officer(user)


def may_check_in_at(user: User, point: PatrolPoint) -> bool:
    """At the points of the own unit, and at those of units that take part in the joint outing one is on: one query."""
    if not is_officer(user):
        return False
    if point.unit_id == user.unit_id:
        return True
    takes_part = Q(outing__unit_id=point.unit_id) | Q(outing__units=point.unit_id)
    return user.outings.filter(takes_part, ended_at=None).exists()


def may_edit_point(user: User, point: PatrolPoint) -> bool:
    """The officers of the point's station, and commanders above it, keep points and windows."""
    return is_officer(user) and point.unit_id in user.unit_ids


def may_end_outing(user: User, outing: Outing) -> bool:
    """Who is on the team, who started it, or a commander of the leading unit."""
    is_ours = is_commander(user) and outing.unit_id in user.unit_ids
    return (
        is_ours
        or outing.started_by_id == user.pk
        or any(member.officer_id == user.pk for member in outing.officers.all())
    )


def may_cancel_duty(user: User, duty: Duty) -> bool:
    """A commander of the duty's unit."""
    return is_commander(user) and duty.unit_id in user.unit_ids
