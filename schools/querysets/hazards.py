"""Reading hazards and rectification notices."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period
from schools.states import UNSETTLED, HazardState

if TYPE_CHECKING:
    from schools.models import Hazard, RectificationNotice


class HazardQuerySet(models.QuerySet["Hazard"]):
    """Hazards."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those of the own school, none that belongs to premises."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user, premises=None)
        return self.none()

    def unsettled(self) -> Self:
        """Those that still wait for somebody."""
        return self.filter(state__in=UNSETTLED)

    def to_be_noticed(self) -> Self:
        """Those that a notice may name: still to be rectified, and not by the station itself."""
        return self.filter(state=HazardState.OPEN).exclude(owner="station")

    def overdue(self, today: date) -> Self:
        """Those that should have been put right before `today` (a partial index covers it)."""
        return self.filter(state=HazardState.OPEN, due_on__lt=today)

    def unsettled_at(self, end: datetime) -> Self:
        """Those found before `end` that nobody had verified by then; what was withdrawn since was none.

        Read from two indexes: of what is not verified at all, and of what was verified later. "Not found later" says
        no more than "found before", but SQLite would take the latter for a reason to read all that was ever found.
        """
        unverified = self.filter(models.Q(verified_at=None) | models.Q(verified_at__gte=end))
        return unverified.exclude(found_at__gte=end).exclude(state=HazardState.WITHDRAWN)

    def overdue_at(self, end: datetime, now: datetime) -> Self:
        """Those that were still to be rectified just before `end`, past the deadline that they had then.

        Told by their steps. Of a day or month that is not over (`now`), those that are overdue today.
        """
        step: Any = self.model.steps.rel.related_model
        latest = step.objects.filter(hazard=models.OuterRef("pk"), at__lt=end).order_by("-at", "-pk")
        due_then = latest.filter(due_on__isnull=False).values("due_on")[:1]
        was_open = models.Q(state_then=HazardState.OPEN, due_then__lt=local_day(min(end, now)))
        then = {"state_then": models.Subquery(latest.values("after")[:1]), "due_then": models.Subquery(due_then)}
        return self.unsettled_at(end).alias(**then).filter(was_open)

    def found_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those of these units found in the period; what was withdrawn was none."""
        found = self.filter(unit_id__in=unit_ids, found_at__gte=period.starts_at, found_at__lt=period.ends_at)
        return found.exclude(state=HazardState.WITHDRAWN)

    def verified_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those of these units whose rectification was verified in the period."""
        return self.filter(unit_id__in=unit_ids, verified_at__gte=period.starts_at, verified_at__lt=period.ends_at)

    def pressing_first(self) -> Self:
        """What waits, in the order of its deadline; then what is settled, newest first."""
        settled = models.Case(models.When(state__in=UNSETTLED, then=0), default=1, output_field=models.IntegerField())
        return self.order_by(settled, models.F("due_on").asc(nulls_first=True), "-found_at", "-pk")

    def with_place(self) -> Self:
        """With school, premises and the officer in charge."""
        return self.select_related("school", "premises", "officer")

    def with_steps(self) -> Self:
        """With the steps, who took them and their photos: in four queries beside the first."""
        return self.prefetch_related("steps__by", "steps__photos__file")


class RectificationNoticeQuerySet(models.QuerySet["RectificationNotice"]):
    """Rectification notices."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those to the own school."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def with_names(self) -> Self:
        """With unit, school or premises, who issued and who signed, and the `number_of_lines`: one query."""
        named = self.select_related("unit", "school", "premises", "issued_by", "received_by")
        return named.annotate(number_of_lines=models.Count("lines"))

    def issued_in(self, unit_ids: Collection[int], period: Period) -> Self:
        """Those of these units issued in the period."""
        return self.filter(unit_id__in=unit_ids, issued_at__gte=period.starts_at, issued_at__lt=period.ends_at)
