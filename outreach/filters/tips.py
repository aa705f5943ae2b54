"""What the tips are filtered by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import signed_in
from campus_safety.lists.filters import (
    ALL,
    UNKNOWN,
    SpanFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from outreach.models import Tip
from outreach.states.tips import TipState
from schools.filters.schools import school_filter


def _leads(request: HttpRequest) -> QuerySet[User]:
    led = Tip.objects.visible_to(signed_in(request)).filter(lead=OuterRef("pk"))
    leads: QuerySet[User] = User.objects.filter(Exists(led)).order_by("name", "pk")
    return leads


class TipFilter(SpanFilterSet):
    """Tips by the day on which they came in, and by what they are about."""

    span_path = "received_at"
    q = text_filter(_("Words, place or school"), method="with_words")
    unit = unit_filter()
    category = choice_filter(pgettext_lazy("tip", "Category"), Tip.Category.choices)
    school = school_filter("school")
    lead = django_filters.ModelChoiceFilter(
        label=_("Officer in charge"), queryset=_leads, empty_label=ALL, error_messages=UNKNOWN
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=TipState.choices, distinct=False, widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"invalid_list": _("There is none such.")},
    )  # fmt: skip
    ordering = order_filter(
        _("New ones first"), ("-received_at", _("Latest first")), ("received_at", _("Oldest first"))
    )

    class Meta(SpanFilterSet.Meta):
        model = Tip
        fields: list[str] = []

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in what was told, the place or the school's name."""
        for word in words.split():
            rows = rows.filter(Q(text__icontains=word) | Q(place__icontains=word) | Q(school__name__icontains=word))
        return rows
