"""What calls to the hotline are filtered by."""

from typing import Any

import django_filters
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
from outreach.models import Call
from schools.filters.schools import school_filter

BECAME = (
    ("case", _("a case")),
    ("hazard", _("a hazard")),
    ("opinion", _("an opinion")),
    ("tip", _("a tip")),
    ("nothing", _("nothing more")),
)


def _takers(request: HttpRequest) -> QuerySet[User]:
    taken = Call.objects.visible_to(signed_in(request)).filter(taken_by=OuterRef("pk"))
    takers: QuerySet[User] = User.objects.filter(Exists(taken)).order_by("name", "pk")
    return takers


class CallFilter(SpanFilterSet):
    """Calls by the day on which they came."""

    span_path = "called_at"
    q = text_filter(_("Words or school"), method="with_words")
    unit = unit_filter()
    school = school_filter("school")
    caller = choice_filter(_("Who called"), Call.Caller.choices)
    topic = choice_filter(pgettext_lazy("call", "About what"), Call.Topic.choices)
    waiting = choice_filter(_("To be followed up"), YES_NO, method="is_waiting")
    became = choice_filter(_("It became"), BECAME, method="has_become")
    taken_by = django_filters.ModelChoiceFilter(
        label=_("Taken by"), queryset=_takers, empty_label=ALL, error_messages=UNKNOWN
    )
    ordering = order_filter(_("Newest first"), ("called_at", _("Oldest first")))

    class Meta(SpanFilterSet.Meta):
        model = Call
        fields: list[str] = []

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in what was said, answered or done, or in the school's name."""
        for word in words.split():
            said = Q(text__icontains=word) | Q(answer__icontains=word) | Q(follow_up__icontains=word)
            rows = rows.filter(said | Q(school__name__icontains=word))
        return rows

    def is_waiting(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Still to be followed up, or not."""
        waiting = Call.objects.to_follow_up().values("pk")
        return rows.filter(pk__in=waiting) if value == "1" else rows.exclude(pk__in=waiting)

    def has_become(self, rows: QuerySet[Any], _name: str, what: str) -> QuerySet[Any]:
        """What became such a thing, or nothing of all."""
        if what == "nothing":
            return rows.filter(case=None, hazard=None, opinion=None, tip=None)
        return rows.filter(**{f"{what}__isnull": False})
