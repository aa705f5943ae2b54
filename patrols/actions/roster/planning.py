"""Whole weeks: copied, balanced, and with their substitutes."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day
from patrols.actions.roster.holding import hold_own_roster, tell
from patrols.actions.roster.reminding import remind_newcomers
from patrols.models import RosterEntry, Standby
from patrols.roster.balancing import Plan, Proposal, plan_week
from patrols.roster.copying import Copied, copy_of_week
from patrols.roster.people import can_be_on_duty


@transaction.atomic
def copy_week(*, by: User, unit: Unit, source_monday: date, target_monday: date) -> Copied:
    """Copy the roster of one week into another, weekday to weekday; what stands there is kept.

    Returns what was copied, and what could not be and why. Raises ValidationError for days that are no Mondays, or the
    same; PermissionDenied for who does not keep this unit's roster.
    """
    if source_monday == target_monday or {source_monday.isoweekday(), target_monday.isoweekday()} != {1}:
        raise ValidationError({"week": _("A week is copied into another one, from Monday to Monday.")})
    hold_own_roster(by, unit.pk)
    now = timezone.now()
    copied = copy_of_week(unit=unit, source_monday=source_monday, target_monday=target_monday, at=now)
    RosterEntry.objects.bulk_create(copied.entries)
    remind_newcomers(entries=copied.entries, at=now)
    Standby.objects.bulk_create(copied.standbys)
    if copied.entries or copied.standbys:
        week = f"{source_monday:%G-W%V} → {target_monday:%G-W%V}"
        tell(unit, by, roster_copied=week, rostered=len(copied.entries), substitutes=len(copied.standbys))
    return copied


@transaction.atomic
def balance(*, by: User, unit: Unit, monday: date, officers: Sequence[User], most: int, seen: str) -> Plan:
    """Write the proposal for a week (patrols.roster.balancing) whose digest is `seen`.

    Raises ValidationError if the roster has changed since it was shown, or an officer is not of the unit;
    PermissionDenied for who does not keep this unit's roster.
    """
    hold_own_roster(by, unit.pk)
    for officer in officers:
        if not can_be_on_duty(officer, unit.pk):
            text = _("%(officer)s is not an active officer of this unit.") % {"officer": officer}
            raise ValidationError({"officers": text})
    now = timezone.now()
    plan = plan_week(unit=unit, monday=monday, officers=officers, most=most, at=now)
    if plan.digest != seen:
        raise ValidationError(_("The roster has changed meanwhile. This is the proposal as it is now."))
    made = [
        RosterEntry(unit=unit, window_id=duty.window_id, on=duty.on, officer=officer)
        for proposal in plan.proposals
        for officer in proposal.officers
        for duty in proposal.round.duties
    ]
    if made:
        RosterEntry.objects.bulk_create(made)
        remind_newcomers(entries=made, at=now)
        given = "; ".join(_in_text(proposal) for proposal in plan.proposals if proposal.officers)
        tell(unit, by, roster_balanced=f"{monday:%G-W%V}", rostered=len(made), rounds=given)
    return plan


def _in_text(proposal: Proposal) -> str:
    starts_at = timezone.localtime(proposal.round.span[0])
    codes = ", ".join(duty.point.code for duty in proposal.round.duties)
    return f"{starts_at:%Y-%m-%d %H:%M} {codes} → {', '.join(officer.username for officer in proposal.officers)}"


@transaction.atomic
def name_substitutes(*, by: User, unit: Unit, named: Mapping[date, User | None]) -> int:
    """Name the substitute of each of these days, or nobody (None). Returns on how many days somebody else is named.

    Raises ValidationError by day for a day that is over, or an officer who is not an active one of the unit;
    PermissionDenied for who does not keep this unit's roster.
    """
    hold_own_roster(by, unit.pk)
    standing = {standby.on: standby for standby in Standby.objects.filter(unit=unit, on__in=named)}
    today, changed = local_day(timezone.now()), 0
    for on, officer in sorted(named.items()):
        standby = standing.get(on)
        if officer == (standby.officer if standby else None):
            continue
        if on < today:
            raise ValidationError({f"{on}": _("%(day)s is over.") % {"day": date_format(on)}})
        _name_substitute(unit, on, standby, officer)
        changed += 1
    return changed


def _name_substitute(unit: Unit, on: date, standby: Standby | None, officer: User | None) -> None:
    if officer is not None and not can_be_on_duty(officer, unit.pk):
        text = _("%(officer)s is not an active officer of this unit.") % {"officer": officer}
        raise ValidationError({f"{on}": text})
    if officer is None:
        if standby is not None:
            standby.delete()
        return
    row = standby or Standby(unit=unit, on=on)
    row.officer = officer
    row.save()
