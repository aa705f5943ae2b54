"""Reading the roster."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from patrols.states import SwapState

if TYPE_CHECKING:
    from patrols.models import RosterEntry, Standby, Swap, Team


class TeamQuerySet(models.QuerySet["Team"]):
    """Teams."""

    def visible_to(self, user: User) -> Self:
        """The teams of the user's units; only for police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def with_members(self) -> Self:
        """With their officers, in two queries."""
        return self.prefetch_related("members")


class RosterEntryQuerySet(models.QuerySet["RosterEntry"]):
    """Roster entries."""

    def visible_to(self, user: User) -> Self:
        """The roster of the user's units; only for police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def between(self, first: date, last: date) -> Self:
        """On a day of the span, both days included."""
        return self.filter(on__range=(first, last))

    def of_officer(self, officer: User) -> Self:
        """Where the officer is on duty, alone or with a team."""
        teams = officer.teams.through.objects.filter(user=officer).values("team_id")
        return self.filter(Q(officer=officer) | Q(team__in=teams))


class StandbyQuerySet(models.QuerySet["Standby"]):
    """Substitutes."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; only for police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()


class SwapQuerySet(models.QuerySet["Swap"]):
    """Swaps."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; only for police."""
        return self.filter(unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def waiting(self, at: datetime) -> Self:
        """Those that still wait for their answer at a moment."""
        return self.filter(state=SwapState.ASKED, lapses_at__gt=at)
