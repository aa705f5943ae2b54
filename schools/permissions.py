"""Who may do what with a school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal

if TYPE_CHECKING:
    from schools.models import School


def may_edit_school(user: User, school: School) -> bool:
    """The officers and commanders of the station (and commanders above it) keep its base data."""
    return is_officer(user) and school.unit_id in user.unit_ids


def may_complete_school(user: User) -> bool:
    """A principal keeps people, phones, counts and times of the own school; which that is, `visible_to` decides."""
    return is_principal(user)
