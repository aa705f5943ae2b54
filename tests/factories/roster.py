"""Rows of the roster: minimal, deterministic, each named for what it makes."""

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import Unit, User
from patrols.models import DutyWindow, RosterEntry, Swap, Team

_numbers = itertools.count(1)


def make_team(unit: Unit, *members: User, name: str = "", **fields: Any) -> Team:
    """A team in use of these officers."""
    team = Team.objects.create(unit=unit, name=name or f"班组 {next(_numbers)}", **fields)
    team.members.set(members)
    return team


def make_entry(window: DutyWindow, on: date, who: User | Team) -> RosterEntry:
    """An officer, or a team, on duty in a window on a day."""
    people: dict[str, Any] = {"team": who} if isinstance(who, Team) else {"officer": who}
    return RosterEntry.objects.create(unit_id=window.point.unit_id, window=window, on=on, **people)


def make_swap(given: RosterEntry, of: User, taken: RosterEntry | None = None, **fields: Any) -> Swap:
    """A swap of one entry that its officer asks of another, who can answer for a week."""
    now = timezone.now()
    values = {
        "asked_by": given.officer, "given": f"{given.on} {given.window}", "taken": f"{taken.window}" if taken else "",
        "asked_at": now, "lapses_at": now + timedelta(days=7),
    }  # fmt: skip
    swap = Swap.objects.create(unit_id=given.unit_id, asked_of=of, **values | fields)
    RosterEntry.objects.filter(pk__in=[row.pk for row in (given, taken) if row]).update(swap=swap)
    return swap
