"""Teams: who goes on duty together."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.local_days import local_day
from patrols.actions.roster.holding import hold_own_roster
from patrols.actions.roster.reminding import remind_newcomers
from patrols.models import RosterEntry, Team


@transaction.atomic
def save_team(*, by: User, team: Team, members: Collection[User]) -> Team:
    """Write a team and its officers; wherever the team stands on the roster, they are on duty from now on.

    Who comes on duty by it after the reminder of a window is reminded at once.

    Raises ValidationError for officers of another unit; PermissionDenied for who does not keep this unit's roster.
    """
    hold_own_roster(by, team.unit_id)
    now = timezone.now()
    strangers = [str(member) for member in members if member.unit_id != team.unit_id]
    if strangers:
        text = _("Not of the team's unit: %(officers)s.") % {"officers": ", ".join(strangers)}
        raise ValidationError({"members": text})
    team.save()
    before = sorted(member.username for member in team.members.all())
    after = sorted(member.username for member in members)
    team.members.set(members)
    if before != after:
        changes = {"members": (", ".join(before), ", ".join(after))}
        record(entry(team, action=Action.UPDATE, changes=changes, actor=by))
    remind_newcomers(entries=RosterEntry.objects.filter(team=team, on__gte=local_day(now)), at=now)
    return team
