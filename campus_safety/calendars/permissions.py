"""Who may read and keep the calendar. Whose rows they are, `visible_to` has decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import has_area, is_administrator, is_commander, is_officer

if TYPE_CHECKING:
    from campus_safety.calendars.models import Day, Span


def reads_calendar(user: User) -> bool:
    """Police, traffic squads too, read the calendar of their unit; administrators that of the country."""
    return is_officer(user) or is_administrator(user)


def keeps_spans(user: User) -> bool:
    """Commanders of a station or above stations enter terms and breaks; a traffic squad has no schools."""
    return is_commander(user) and has_area(user)


def keeps_days(user: User) -> bool:
    """The same enter own days; administrators those of the whole country."""
    return keeps_spans(user) or is_administrator(user)


def may_keep_span(user: User, span: Span) -> bool:
    """A commander keeps the terms and breaks of the own unit and of those below it, not of those above."""
    return keeps_spans(user) and span.unit_id in user.unit_ids


def may_keep_day(user: User, day: Day) -> bool:
    """A commander keeps the days of the own unit and of those below it; an administrator the nation's."""
    if day.unit_id is None:
        return is_administrator(user)
    return keeps_spans(user) and day.unit_id in user.unit_ids
