"""Officers and teams are put on duty in windows on days, and taken off again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day
from patrols.actions.roster.ending import end_swaps_of
from patrols.actions.roster.holding import days_in_text, hold_own_roster, tell
from patrols.actions.roster.reminding import remind_newcomers
from patrols.models import Duty, DutyWindow, RosterEntry, Team
from patrols.roster.people import can_be_on_duty
from patrols.roster.planned import Slot, by_slot, planned_duties


@dataclass(frozen=True, slots=True)
class Assigned:
    """How many entries were written, and how many stood already."""

    made: int
    stood: int


@transaction.atomic
def assign(
    *,
    by: User,
    windows: Collection[DutyWindow],
    dates: Collection[date],
    officers: Collection[User] = (),
    teams: Collection[Team] = (),
) -> Assigned:
    """Put officers and teams on duty in every one of these windows on every one of these days.

    What stands already is passed over. Raises ValidationError by field, and writes nothing, for windows, officers or
    teams of other units, officers or teams who are out of use, and days on which a window does not apply or has begun.
    """
    unit = hold_own_roster(by, _unit_of(by, windows))
    _check_choice(dates, officers, teams)
    _check_people(unit.pk, officers, teams)
    now = timezone.now()
    planned = _check_not_begun(unit, windows, dates, now)
    _check_applies(planned, windows, dates)
    standing = set(
        RosterEntry.objects.filter(window__in=windows, on__in=dates).values_list("window", "on", "officer", "team")
    )
    people = [*((officer, None) for officer in officers), *((None, team) for team in teams)]
    wanted = [
        RosterEntry(unit=unit, window=window, on=on, officer=officer, team=team)
        for on in dates
        for window in windows
        for officer, team in people
    ]
    made = [row for row in wanted if (row.window_id, row.on, row.officer_id, row.team_id) not in standing]
    if made:
        RosterEntry.objects.bulk_create(made)
        remind_newcomers(entries=made, at=now)
        tell(unit, by, rostered=len(made), **_in_text(windows, dates, officers, teams))
    return Assigned(len(made), len(wanted) - len(made))


@transaction.atomic
def take_off(
    *,
    by: User,
    windows: Collection[DutyWindow],
    dates: Collection[date],
    officers: Collection[User] = (),
    teams: Collection[Team] = (),
) -> int:
    """Take officers and teams off duty in these windows on these days; swaps that are asked about it end.

    They can go off where the window does not apply any more, too. Raises ValidationError by field for windows of other
    units, days that are over, and those on which a window has begun. Returns how many entries are gone; each is on the
    trail.
    """
    unit = hold_own_roster(by, _unit_of(by, windows))
    _check_choice(dates, officers, teams)
    now = timezone.now()
    _check_not_begun(unit, windows, dates, now)
    gone = RosterEntry.objects.filter(window__in=windows, on__in=dates).filter(
        Q(officer__in=officers) | Q(team__in=teams)
    )
    end_swaps_of(by=by, entries=gone, at=now)
    return gone.delete()[0]


def _unit_of(by: User, windows: Collection[DutyWindow]) -> int:
    """The one unit that the windows' points belong to."""
    if not windows:
        raise ValidationError({"windows": _("Choose at least one patrol point.")})
    units = {window.point.unit_id for window in windows}
    if len(units) > 1 or not units <= by.unit_ids:
        raise ValidationError({"windows": _("The points must belong to one unit, and to yours.")})
    return units.pop()


def _check_choice(dates: Collection[date], officers: Collection[User], teams: Collection[Team]) -> None:
    if not dates:
        raise ValidationError({"dates": _("Choose at least one day.")})
    if not officers and not teams:
        raise ValidationError({"officers": _("Choose at least one officer or team.")})


def _check_people(unit_id: int, officers: Collection[User], teams: Collection[Team]) -> None:
    for officer in officers:
        if not can_be_on_duty(officer, unit_id):
            text = _("%(officer)s is not an active officer of this unit.") % {"officer": officer}
            raise ValidationError({"officers": text})
    for team in teams:
        if team.unit_id != unit_id or not team.is_active:
            raise ValidationError({"teams": _("%(team)s is not a team in use of this unit.") % {"team": team}})


def _check_not_begun(
    unit: Unit, windows: Collection[DutyWindow], dates: Collection[date], now: datetime
) -> dict[Slot, Duty]:
    """What the windows ask for on these days: none of it may have begun, and no day may be over."""
    if min(dates) < local_day(now):
        raise ValidationError({"dates": _("%(day)s is over.") % {"day": date_format(min(dates))}})
    planned = by_slot(planned_duties(unit, min(dates), max(dates), [window.pk for window in windows]))
    for on in sorted(dates):
        for window in windows:
            duty = planned.get((window.pk, on))
            if duty is not None and duty.starts_at <= now:
                words = {"window": window, "day": date_format(on)}
                raise ValidationError({"dates": _("%(window)s has begun on %(day)s.") % words})
    return planned


def _check_applies(planned: Mapping[Slot, Duty], windows: Collection[DutyWindow], dates: Collection[date]) -> None:
    """Every window must ask for somebody on every one of the days."""
    for on in sorted(dates):
        for window in windows:
            if (window.pk, on) not in planned:
                words = {"window": window, "day": date_format(on)}
                raise ValidationError({"dates": _("%(window)s does not apply on %(day)s.") % words})


def _in_text(
    windows: Collection[DutyWindow], dates: Collection[date], officers: Collection[User], teams: Collection[Team]
) -> dict[str, str]:
    return {
        "windows": ", ".join(f"{window.point.code} {window.starts_at:%H:%M}" for window in windows),
        "dates": days_in_text(dates),
        "officers": ", ".join(officer.username for officer in officers),
        "teams": ", ".join(team.name for team in teams),
    }
