"""Reading event covers."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.statistics.periods import Period
from outreach.states.covers import CoverState

if TYPE_CHECKING:
    from outreach.models import EventCover


class EventCoverQuerySet(models.QuerySet["EventCover"]):
    """Event covers."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those of the own school; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def undecided(self) -> Self:
        """Requests that the station has not decided yet."""
        return self.filter(state=CoverState.REQUESTED)

    def covered_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those of these units that began in the period and for which officers went out: each once."""
        begun = self.filter(unit_id__in=unit_ids, starts_at__gte=period.starts_at, starts_at__lt=period.ends_at)
        return begun.covered()

    def covered(self) -> Self:
        """Approved ones for which officers went out: only these count."""
        return self.filter(state=CoverState.APPROVED, outings__isnull=False).distinct()

    def coming(self, at: datetime) -> Self:
        """Approved ones whose event is not over at a moment."""
        return self.filter(state=CoverState.APPROVED, ends_at__gt=at)

    def of_day(self, first: datetime, end: datetime) -> Self:
        """Those whose event begins from `first` on and before `end`."""
        return self.filter(starts_at__gte=first, starts_at__lt=end)

    def assigned_to(self, officer: User) -> Self:
        """Approved ones to which the officer is assigned."""
        return self.filter(state=CoverState.APPROVED, officers=officer)

    def over_and_unrated(self, at: datetime) -> Self:
        """Approved ones whose event is over and of which one side or both have not said how it went."""
        over = self.filter(state=CoverState.APPROVED, ends_at__lte=at)
        return over.filter(Q(school_mark=None) | Q(police_mark=None))

    def beside(self, cover: "EventCover") -> Self:
        """Other events of the unit at the same time that are not declined or withdrawn."""
        standing = self.filter(unit=cover.unit_id, state__in=[CoverState.REQUESTED, CoverState.APPROVED])
        return standing.filter(starts_at__lt=cover.ends_at, ends_at__gt=cover.starts_at).exclude(pk=cover.pk)

    def with_names(self) -> Self:
        """With unit, school and officers, and `is_covered`: whether officers went out for it. Two queries."""
        went_out = self.model.objects.filter(pk=OuterRef("pk"), outings__isnull=False)
        named = self.select_related("unit", "school", "entered_by", "point").prefetch_related("officers")
        return named.annotate(is_covered=Exists(went_out))
