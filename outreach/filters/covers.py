"""What the event covers are filtered by: by police with all of it, by a principal by day and state."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.lists.filters import (
    UNKNOWN,
    YES_NO,
    SpanFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from outreach.models import CoverOuting, EventCover
from outreach.states.covers import CoverState
from patrols.filters.rows import officer_filter
from schools.filters.schools import school_filter


def _state_filter() -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        label=_("State"), choices=CoverState.choices, distinct=False, widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"invalid_list": _("There is none such.")},
    )  # fmt: skip


class OwnCoverFilter(SpanFilterSet):
    """Event covers by the day of the event and by state: what the principal looks for."""

    span_path = "starts_at"
    state = _state_filter()
    ordering = order_filter(_("Latest event first"), ("starts_at", _("Earliest event first")))

    class Meta(SpanFilterSet.Meta):
        model = EventCover
        fields: list[str] = []


class CoverFilter(SpanFilterSet):
    """Event covers as police look for them."""

    span_path = "starts_at"
    q = text_filter(_("Event, place or school"), method="with_words")
    unit = unit_filter()
    school = school_filter("school")
    officer = officer_filter("officers")
    off_campus = choice_filter(_("Off campus"), YES_NO, method="is_off_campus")
    covered = choice_filter(_("Police went out"), YES_NO, method="is_covered")
    unrated = choice_filter(
        pgettext_lazy("event cover", "How it went"),
        (("1", pgettext_lazy("event cover", "still to be said")),),
        method="is_unrated",
    )
    state = _state_filter()
    ordering = order_filter(
        _("Latest event first"),
        ("starts_at", _("Earliest event first")),
        ("-requested_at", _("Latest request first")),
        ("-people", _("Most people first")),
    )

    class Meta(SpanFilterSet.Meta):
        model = EventCover
        fields: list[str] = []

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in the event, the place or the school's name."""
        for word in words.split():
            rows = rows.filter(Q(title__icontains=word) | Q(place__icontains=word) | Q(school__name__icontains=word))
        return rows

    def is_off_campus(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Off campus, or at the school."""
        return rows.filter(is_off_campus=value == "1")

    def is_covered(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """With an outing for it, or without."""
        went_out = CoverOuting.objects.values("cover")
        return rows.filter(pk__in=went_out) if value == "1" else rows.exclude(pk__in=went_out)

    def is_unrated(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Over, and one side or both have not said how it went."""
        return rows.filter(pk__in=EventCover.objects.over_and_unrated(timezone.now()).values("pk"))
