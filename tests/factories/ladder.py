"""Duties on the ladder, as the nightly making leaves them, and who is on duty there."""

from datetime import date
from typing import Any

from campus_safety.accounts.models import User
from campus_safety.local_days import midnight
from patrols.ladder import step_after
from patrols.models import Duty, DutyWindow, RosterEntry, Standby, Team
from tests.factories import make_duty


def make_waiting_duty(window: DutyWindow, on: date, state: str = "open", **fields: Any) -> Duty:
    """A duty that waits for its first step."""
    duty = make_duty(window, on, state, **fields)
    duty.next_step_at = step_after(duty.starts_at, duty.ends_at, duty.on, midnight(on))
    duty.save(update_fields=["next_step_at"])
    return duty


def put_on_duty(who: User | Team, *duties: Duty) -> None:
    """An officer, or a team, on duty in the windows of these duties."""
    whom: dict[str, Any] = {"team": who} if isinstance(who, Team) else {"officer": who}
    RosterEntry.objects.bulk_create(
        RosterEntry(unit_id=duty.unit_id, window_id=duty.window_id, on=duty.on, **whom) for duty in duties
    )


def name_substitute(officer: User, on: date) -> Standby:
    """The officer steps in for the own unit on this day."""
    assert officer.unit is not None
    return Standby.objects.create(unit=officer.unit, on=on, officer=officer)
