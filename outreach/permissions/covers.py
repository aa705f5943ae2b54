"""Who may do what with an event cover. Which ones, `visible_to` has decided before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_commander, is_officer, is_principal

if TYPE_CHECKING:
    from outreach.models import EventCover

# So long before an event officers can go out for it.
SETS_OUT_BEFORE = timedelta(hours=3)


def may_ask_for_covers(user: User, cover: EventCover) -> bool:
    """The principal of the school, and who of police entered the request for it."""
    return is_principal(user) or cover.entered_by_id == user.pk


def may_change_cover(user: User, cover: EventCover) -> bool:
    """Who asks puts the request right until it is decided, or the event begins."""
    is_open = cover.is_undecided and timezone.now() < cover.starts_at
    return is_open and may_ask_for_covers(user, cover)


def may_prepare(user: User, cover: EventCover) -> bool:
    """The principal says what of the checklist is seen to, until the event is over."""
    is_standing = cover.is_undecided or cover.is_approved
    return is_standing and is_principal(user) and timezone.now() < cover.ends_at


def may_approve_cover(user: User, cover: EventCover) -> bool:
    """A commander of the unit, or above it, until the event is over."""
    is_ours = is_commander(user) and cover.unit_id in user.unit_ids
    return is_ours and timezone.now() < cover.ends_at


def may_decline_cover(user: User, cover: EventCover) -> bool:
    """The same; and what nobody has decided in time is still declined afterwards."""
    is_forgotten = cover.is_undecided and is_commander(user) and cover.unit_id in user.unit_ids
    return is_forgotten or may_approve_cover(user, cover)


def may_withdraw_cover(user: User, cover: EventCover) -> bool:
    """Who asks until the event begins, a commander until it is over."""
    asks = may_ask_for_covers(user, cover) and timezone.now() < cover.starts_at
    return asks or may_approve_cover(user, cover)


def may_start_cover(user: User, cover: EventCover) -> bool:
    """Officers of the unit go out for an approved event, from three hours before it until its end."""
    is_on = cover.starts_at - SETS_OUT_BEFORE <= timezone.now() < cover.ends_at
    return is_on and cover.is_approved and is_officer(user) and user.unit_id == cover.unit_id


def may_rate_cover(user: User, cover: EventCover) -> bool:
    """Both sides say how it went once an approved event is over: the principal, and police of the unit."""
    is_over = cover.is_approved and cover.ends_at <= timezone.now()
    return is_over and (is_principal(user) or (is_officer(user) and cover.unit_id in user.unit_ids))
