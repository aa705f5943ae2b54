"""What disputes are filtered by."""

from datetime import date
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
    YES_NO,
    SpanFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from outreach.models import Dispute
from outreach.querysets import DisputeQuerySet
from outreach.states.opinions import DISPUTE_IN_HAND, DisputeState
from schools.filters.schools import school_filter


def _leads(request: HttpRequest) -> QuerySet[User]:
    led = Dispute.objects.visible_to(signed_in(request)).filter(lead=OuterRef("pk"))
    leads: QuerySet[User] = User.objects.filter(Exists(led)).order_by("name", "pk")
    return leads


class DisputeFilter(SpanFilterSet):
    """Disputes by the day they were found on; with `dated=ended`, came to their end on, as a figure links to it."""

    span_path = "found_on"
    q = text_filter(_("Words or school"), method="with_words")
    unit = unit_filter()
    school = school_filter("school")
    party = choice_filter(pgettext_lazy("dispute", "Between whom"), Dispute.Party.choices, method="with_party")
    lead = django_filters.ModelChoiceFilter(
        label=_("Officer in charge"), queryset=_leads, empty_label=ALL, error_messages=UNKNOWN
    )
    in_hand = choice_filter(pgettext_lazy("disputes", "In hand"), YES_NO, method="is_in_hand")
    dated = choice_filter(_("Days are those of"), (("ended", pgettext_lazy("dispute", "end")),), method="as_dated")
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=DisputeState.choices, distinct=False, widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"invalid_list": _("There is none such.")},
    )  # fmt: skip
    ordering = order_filter(_("Newest first"), ("found_on", _("Oldest first")), ("-ended_on", _("Latest to end first")))

    class Meta(SpanFilterSet.Meta):
        model = Dispute
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As asked for; `dated` says which day of a dispute `from` and `to` are about."""
        if self.form.cleaned_data.get("dated") == "ended":
            self.span_path = "ended_on"
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found

    def since(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """From this day on."""
        return rows.filter(**{f"{self.span_path}__gte": day})

    def until(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """Up to this day."""
        return rows.filter(**{f"{self.span_path}__lte": day})

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in what it is about, to whom it was handed on, or the school's name."""
        for word in words.split():
            said = Q(text__icontains=word) | Q(handed_to__icontains=word)
            rows = rows.filter(said | Q(school__name__icontains=word))
        return rows

    def with_party(self, rows: QuerySet[Any], _name: str, party: str) -> QuerySet[Any]:
        """With this role among its parties: written in quotes in the column, and none is a part of another."""
        return rows.filter(parties__icontains=f'"{party}"')

    def is_in_hand(self, rows: DisputeQuerySet, _name: str, value: str) -> QuerySet[Any]:
        """Found or worked on, or at its end."""
        return rows.in_hand() if value == "1" else rows.exclude(state__in=DISPUTE_IN_HAND)

    def as_dated(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Only what has come to its end."""
        return rows.filter(ended_on__isnull=False)
