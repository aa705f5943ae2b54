"""One hand at a time on the roster of a unit, and what every writing of it leaves on the trail."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.trail import Action, entry, record
from patrols.permissions import may_keep_roster


def hold_roster(unit_id: int) -> Unit:
    """Wait until nobody else writes the unit's roster, and keep others waiting until the transaction ends.

    The unit's key stays free for rows that refer to it meanwhile.
    """
    unit: Unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    return unit


def hold_own_roster(by: User, unit_id: int) -> Unit:
    """As `hold_roster`. Raises PermissionDenied for who does not keep the roster of this unit."""
    if not may_keep_roster(by) or unit_id not in by.unit_ids:
        raise PermissionDenied
    return hold_roster(unit_id)


def tell(unit: Unit, by: User, **said: Any) -> None:
    """Put on the trail of the unit what has been done to its roster, as one entry."""
    record(entry(unit, action=Action.UPDATE, changes={name: (None, text) for name, text in said.items()}, actor=by))


def days_in_text(days: Iterable[date]) -> str:
    """Days as they stand on the trail, in order."""
    return ", ".join(f"{day:%Y-%m-%d}" for day in sorted(set(days)))
