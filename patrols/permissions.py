"""Who may do what on patrol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer, is_principal
from campus_safety.local_days import local_day

if TYPE_CHECKING:
    from patrols.models import CheckIn, Duty, Outing, PatrolPoint, PointSign, VisitConfirmation


def may_go_out(user: User) -> bool:
    """Officers and commanders go out and check in."""
    return is_officer(user)


def unit_ids_on_patrol(user: User, outing: Outing | None) -> set[int]:
    """The units at whose points an officer checks in: the own one, and those of the open outing.

    `record_check_in` asks the same of a late upload and of the outing that ran then, in its one statement.
    """
    own = {user.unit_id} if user.unit_id else set()
    return own if outing is None else own | {outing.unit_id} | {unit.pk for unit in outing.units.all()}


def may_check_in_at(user: User, point: PatrolPoint, outing: Outing | None) -> bool:
    """Officers at the points of `unit_ids_on_patrol`; `outing` is the open one that the user is on."""
    return is_officer(user) and point.unit_id in unit_ids_on_patrol(user, outing)


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


def may_note_findings(user: User, outing: Outing) -> bool:
    """Who may end a rectification outing says what was found, then or later."""
    return outing.is_rectification and may_end_outing(user, outing)


def may_acknowledge_duty(user: User, duty: Duty) -> bool:
    """A commander of the duty's unit takes note of what was missed."""
    return is_commander(user) and duty.unit_id in user.unit_ids


def may_see_minute(user: User, duty: Duty) -> bool:
    """Police of the unit see the suggested minute; principals never do, nor does the public."""
    return is_officer(user) and duty.unit_id in user.unit_ids


def may_review(user: User, check_in: CheckIn) -> bool:
    """A commander of the point's unit accepts or rejects a check-in, never one's own."""
    return is_commander(user) and check_in.unit_id in user.unit_ids and check_in.officer_id != user.pk


def may_undo_confirmation(user: User, confirmation: VisitConfirmation) -> bool:
    """A principal takes the own school's word back on the day it was given; which school, `visible_to` decides."""
    return is_principal(user) and local_day(confirmation.confirmed_at) == local_day(timezone.now())


def may_remove_sign_photo(user: User, sign: PointSign) -> bool:
    """Who took the photo of a sign removes it, or a commander of its unit."""
    is_ours = is_commander(user) and sign.point.unit_id in user.unit_ids
    return is_ours or (sign.photo is not None and sign.photo.uploaded_by_id == user.pk)


def may_keep_roster(user: User) -> bool:
    """Commanders say who is on duty; officers ask each other to swap."""
    return is_commander(user)


def may_cancel_duty(user: User, duty: Duty) -> bool:
    """A commander of the duty's unit."""
    return is_commander(user) and duty.unit_id in user.unit_ids
