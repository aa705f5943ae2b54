"""Who is on duty, by the roster: the officers of duties, and the substitutes of days."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from campus_safety.accounts.models import User
from patrols.models import Duty, RosterEntry, Standby, Team


def officers_on_duty(duties: Collection[Duty]) -> dict[int, set[int]]:
    """{duty id: ids of the officers on duty, alone or with a team}, the inactive left out: three queries at most."""
    found: dict[int, set[int]] = {duty.pk: set() for duty in duties}
    by_window = {(duty.window_id, duty.on): duty.pk for duty in duties}
    entries = RosterEntry.objects.filter(
        window__in={duty.window_id for duty in duties}, on__in={duty.on for duty in duties}
    ).values_list("window_id", "on", "officer_id", "team_id")
    ours = [
        (by_window[window, on], officer, team) for window, on, officer, team in entries if (window, on) in by_window
    ]
    members = _members({team for _duty, _officer, team in ours if team is not None})
    for duty, officer, team in ours:
        found[duty] |= members[team] if team is not None else {officer}
    return _only_active(found)


def _members(teams: Collection[int]) -> dict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    if teams:
        rows = Team.members.through.objects.filter(team_id__in=teams).values_list("team_id", "user_id")
        for team, user in rows:
            found[team].add(user)
    return found


def _only_active(found: dict[int, set[int]]) -> dict[int, set[int]]:
    ids = set().union(*found.values()) if found else set()
    active = set(User.objects.officers().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return {duty: officers & active for duty, officers in found.items()}


def substitutes_of(duties: Collection[Duty]) -> dict[tuple[int, date], int]:
    """{(unit id, day): id of the named substitute}, where one is named and active: one query."""
    rows = Standby.objects.filter(
        unit__in={duty.unit_id for duty in duties}, on__in={duty.on for duty in duties}, officer__is_active=True
    )
    return {(unit, on): officer for unit, on, officer in rows.values_list("unit_id", "on", "officer_id")}
