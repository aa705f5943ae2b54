"""Who is on duty, by the roster: the officers of duties, and the substitutes of days; and who commands them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q

from campus_safety.accounts.models import Unit, User
from patrols.models import Duty, RosterEntry, Standby, Team
from patrols.querysets import DutyQuerySet

# {(unit id, day): id of the officer}
Substitutes = Mapping[tuple[int, date], int]
# Of entries: an officer's own, or that of a team in use.
IN_USE = Q(team__isnull=True) | Q(team__is_active=True)


def officers_on_duty(duties: Collection[Duty]) -> dict[int, set[int]]:
    """{duty id: ids of the officers on duty, alone or with a team in use}: three queries at most.

    Who is inactive, or no officer of the duty's unit any more, is left out.
    """
    found: dict[int, set[int]] = {duty.pk: set() for duty in duties}
    by_slot = {(duty.unit_id, duty.window_id, duty.on): duty.pk for duty in duties}
    entries = (
        RosterEntry.objects.filter(  # by unit, of which there are far fewer than windows
            IN_USE, unit__in={duty.unit_id for duty in duties}, on__in={duty.on for duty in duties}
        )
        .order_by()
        .values_list("unit_id", "window_id", "on", "officer_id", "team_id")
    )
    ours = [
        (by_slot[slot], officer, team)
        for unit, window, on, officer, team in entries
        if (slot := (unit, window, on)) in by_slot
    ]
    members = members_of({team for _duty, _officer, team in ours if team is not None})
    for duty, officer, team in ours:
        found[duty] |= members[team] if team is not None else {officer}
    return _only_active(found, duties)


def names_on_duty(duties: Collection[Duty]) -> dict[int, list[str]]:
    """{duty id: names of the officers on duty}, in the order of the names: four queries at most."""
    found = officers_on_duty(duties)
    people = User.objects.in_bulk({who for officers in found.values() for who in officers}) if found else {}
    return {duty: sorted(str(people[who]) for who in officers) for duty, officers in found.items()}


def members_of(teams: Collection[int]) -> dict[int, set[int]]:
    """{team id: ids of its officers}, the inactive too, and of teams out of use: one query, none without teams."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    if teams:
        rows = Team.members.through.objects.filter(team_id__in=teams).values_list("team_id", "user_id")
        for team, user in rows:
            found[team].add(user)
    return found


def _only_active(found: dict[int, set[int]], duties: Collection[Duty]) -> dict[int, set[int]]:
    """Of those found, the active officers of each duty's unit."""
    ids = set().union(*found.values()) if found else set()
    rows = User.objects.officers().filter(pk__in=ids).order_by().values_list("pk", "unit_id") if ids else ()
    units = dict(rows)
    return {duty.pk: {who for who in found[duty.pk] if units.get(who) == duty.unit_id} for duty in duties}


def unmanned(duties: DutyQuerySet) -> DutyQuerySet:
    """Those of the duties for which nobody is on duty, as `officers_on_duty` counts."""
    entries = RosterEntry.objects.filter(IN_USE, unit=OuterRef("unit"), window=OuterRef("window"), on=OuterRef("on"))
    officers = User.objects.officers().filter(unit=OuterRef("unit"))
    somebody = Q(officer__in=officers) | Q(team__members__in=officers)
    return duties.filter(~Exists(entries.filter(somebody)))


def with_own_marked(duties: DutyQuerySet, officer: User) -> DutyQuerySet:
    """The duties, each with `is_mine`: the officer is on duty by the roster, or it was handed over to the officer."""
    entries = RosterEntry.objects.of_officer(officer).filter(IN_USE, unit=officer.unit_id)
    rostered = Exists(entries.filter(unit=OuterRef("unit"), window=OuterRef("window"), on=OuterRef("on")))
    return duties.annotate(is_mine=rostered | Q(handed_to=officer))


def substitutes_of(duties: Collection[Duty]) -> Substitutes:
    """{(unit id, day): id of the named substitute}, where that is an active officer of the unit: one query."""
    rows = Standby.objects.filter(
        unit__in={duty.unit_id for duty in duties},
        on__in={duty.on for duty in duties},
        officer__in=User.objects.officers().filter(unit=OuterRef("unit")),
    )
    return {(unit, on): officer for unit, on, officer in rows.order_by().values_list("unit_id", "on", "officer_id")}


def commanders_of(unit_ids: Collection[int]) -> dict[int, set[int]]:
    """{unit id: ids of its active commanders}; of one that has none, those of the nearest unit above that has.

    One query, two more if a unit has none.
    """
    found = _commanders(unit_ids) if unit_ids else {}
    if set(unit_ids) <= set(found):
        return {unit: found[unit] for unit in unit_ids}
    above = dict(Unit.objects.values_list("pk", "parent_id"))
    found = _commanders(above)
    return {unit: next((found[each] for each in _upwards(unit, above) if each in found), set()) for unit in unit_ids}


def _commanders(unit_ids: Collection[int]) -> dict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = User.objects.filter(role=User.Role.COMMANDER, is_active=True, unit__in=unit_ids)
    for unit, commander in rows.order_by().values_list("unit_id", "pk"):
        found[unit].add(commander)
    return dict(found)


def _upwards(unit: int | None, above: Mapping[int, int | None]) -> Iterator[int]:
    while unit is not None:
        yield unit
        unit = above[unit]
