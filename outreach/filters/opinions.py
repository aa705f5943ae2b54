"""What opinions are filtered by: by police, and by the principal whose school they are of."""

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
from outreach.models import Opinion
from outreach.states.opinions import OpinionState
from schools.filters.schools import school_filter


def _state_filter() -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        label=_("State"), choices=OpinionState.choices, distinct=False, widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"invalid_list": _("There is none such.")},
    )  # fmt: skip


def _order_filter() -> django_filters.ChoiceFilter:
    return order_filter(_("Newest first"), ("received_at", _("Oldest first")), ("due_on", _("By day of the answer")))


class OwnOpinionFilter(SpanFilterSet):
    """Opinions by the day they were received on."""

    span_path = "received_at"
    q = text_filter(_("Words or school"), method="with_words")
    kind = choice_filter(pgettext_lazy("opinion", "What it is"), Opinion.Kind.choices)
    topic = choice_filter(pgettext_lazy("opinion", "What it is about"), Opinion.Topic.choices)
    state = _state_filter()
    ordering = _order_filter()

    class Meta(SpanFilterSet.Meta):
        model = Opinion
        fields: list[str] = []

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in what it says, its answer or the school's name."""
        for word in words.split():
            said = Q(text__icontains=word) | Q(answer__icontains=word)
            rows = rows.filter(said | Q(school__name__icontains=word))
        return rows


class OpinionFilter(OwnOpinionFilter):
    """The same by unit, school and way; `dated=answered` makes the days those of the answer, as a figure links here."""

    unit = unit_filter()
    school = school_filter("school")
    way = choice_filter(pgettext_lazy("opinion", "How it came"), Opinion.Way.choices)
    overdue = choice_filter(_("Overdue"), YES_NO, method="is_overdue")
    satisfied = choice_filter(_("Satisfied"), YES_NO, method="was_satisfied")
    dated = choice_filter(
        _("Days are those of"), (("answered", pgettext_lazy("opinion", "answer")),), method="as_dated"
    )  # fmt: skip
    # Declared anew, so that they stand last.
    state = _state_filter()
    ordering = _order_filter()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As asked for; `dated` says which day of an opinion `from` and `to` are about."""
        if self.form.cleaned_data.get("dated") == "answered":
            self.span_path = "answered_at"
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found

    def is_overdue(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Waiting for an answer past its day, or not."""
        late = Opinion.objects.overdue(timezone.localdate()).values("pk")
        return rows.filter(pk__in=late) if value == "1" else rows.exclude(pk__in=late)

    def was_satisfied(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Of which the school said that it is, or is not."""
        return rows.filter(is_satisfied=value == "1")

    def as_dated(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Only what has been answered."""
        return rows.filter(answered_at__isnull=False)
