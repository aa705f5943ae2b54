"""Filters of what stands behind the visits: signs, the queue of reviews, the visits that a school confirms."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import UNKNOWN, YES_NO, SpanFilterSet, UnitFilterSet, choice_filter, unit_filter
from patrols.filters.records import EvidenceFilter
from patrols.filters.rows import point_filter
from patrols.models import CheckIn, CheckInReview, PointSign
from patrols.states import SignState

WAITING = "waiting"


class SignFilter(UnitFilterSet):
    """Signs."""

    unit_path = "point__unit_id"
    unit = unit_filter()
    point = point_filter()
    state = choice_filter(_("State"), SignState.choices, method="is_in_state")
    photo = choice_filter(_("With photo"), YES_NO, method="has_photo")

    class Meta:
        model = PointSign
        fields: list[str] = []

    def is_in_state(self, rows: Any, _name: str, state: str) -> QuerySet[Any]:
        """Waiting, posted or replaced."""
        found: QuerySet[Any] = rows.in_state(state)
        return found

    def has_photo(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """With a photo of it on its place, or without one."""
        return rows.filter(photo__isnull=value == "0")


class ReviewFilter(EvidenceFilter):
    """The queue of reviews: without a word about it, what waits for one."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(WAITING, _("waiting for review")), *CheckInReview.Outcome.choices],
        empty_label=None,
        error_messages=UNKNOWN,
        method="is_in_state",
    )

    def is_in_state(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """Reviewed with this outcome; those that wait are picked below."""
        return rows if state == WAITING else rows.filter(review__outcome=state)

    def filter_queryset(self, queryset: Any) -> QuerySet[Any]:
        """What the address asks for; the flagged ones that wait for the user unless it asks for a decided state."""
        rows: Any = super().filter_queryset(queryset)
        is_decided = self.form.cleaned_data["state"] in CheckInReview.Outcome.values
        found: QuerySet[Any] = rows if is_decided else rows.to_review(self.user)
        return found


class VisitFilter(SpanFilterSet):
    """Visits at the gate of the principal's school."""

    span_path = "captured_at"
    confirmed = choice_filter(_("Confirmed"), YES_NO, method="is_confirmed")

    class Meta(SpanFilterSet.Meta):
        model = CheckIn
        fields: list[str] = []

    def is_confirmed(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Confirmed by a school, or not yet."""
        return rows.filter(confirmation__isnull=value == "0")
