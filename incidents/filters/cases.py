"""What the cases are filtered by: by police with all of it, by a principal with what a school may know."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
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
from incidents.filters.rows import HOURS, category_filter, year_and_serial
from incidents.models import Case
from incidents.querysets import CaseQuerySet
from incidents.states import CaseState
from schools.filters.schools import school_filter


def _leads(request: HttpRequest) -> QuerySet[User]:
    led = Case.objects.visible_to(signed_in(request)).filter(lead=OuterRef("pk"))  # by the index of leads, not by scan
    leads: QuerySet[User] = User.objects.filter(Exists(led)).order_by("name", "pk")
    return leads


def _state_filter() -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        label=_("State"), choices=CaseState.choices, distinct=False, widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"invalid_list": _("There is none such.")},
    )  # fmt: skip


class OwnCaseFilter(SpanFilterSet):
    """Cases by the day of their report, category and state: what the principal of their school may know."""

    span_path = "reported_at"
    category = category_filter()
    state = _state_filter()
    ordering = order_filter(_("Newest first"), ("reported_at", _("Oldest first")))

    class Meta(SpanFilterSet.Meta):
        model = Case
        fields: list[str] = []


class CaseFilter(SpanFilterSet):
    """Cases as police look for them; `dated=solved` makes the days those of the solution, as a figure links to it."""

    span_path = "reported_at"
    q = text_filter(_("Number, place, school or words"), method="with_words")
    unit = unit_filter()
    category = category_filter()
    school = school_filter("school")
    lead = django_filters.ModelChoiceFilter(
        label=_("Lead officer"), queryset=_leads, empty_label=ALL, error_messages=UNKNOWN
    )
    way = choice_filter(_("Reported by way of"), Case.Way.choices)
    event = choice_filter(_("During what"), Case.Event.choices)
    hour = choice_filter(_("Hour of the day"), HOURS[:24], method="in_hour")
    off_campus = choice_filter(_("Off campus"), YES_NO, method="is_off_campus")
    overdue = choice_filter(_("Overdue"), YES_NO, method="is_overdue")
    dated = choice_filter(
        _("Days are those of"), (("solved", pgettext_lazy("case", "solution")),), method="as_dated"
    )  # fmt: skip
    counted = choice_filter(_("Without refused and withdrawn ones"), (("1", _("Yes")),), method="is_counted")
    state = _state_filter()
    ordering = order_filter(
        _("Newest first"),
        ("reported_at", _("Oldest first")),
        ("-occurred_from", _("Latest to occur first")),
        ("due_on", _("By deadline")),
    )

    class Meta(SpanFilterSet.Meta):
        model = Case
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As asked for; `dated` says which day of a case `from` and `to` are about."""
        if self.form.cleaned_data.get("dated") == "solved":
            self.span_path = "solved_at"
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in what happened, the place or the school's name; or the case of this number."""
        for word in words.split():
            if number := year_and_serial(word):
                year, serial = number
                rows = rows.filter(year=year, serial=serial)
            else:
                of_school = Q(school__name__icontains=word)
                rows = rows.filter(of_school | Q(facts__icontains=word) | Q(place__icontains=word))
        return rows

    def in_hour(self, rows: CaseQuerySet, _name: str, hour: str) -> QuerySet[Any]:
        """Begun in this hour of the day in Asia/Shanghai."""
        return rows.in_hours([int(hour)])

    def is_off_campus(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Off campus, or at a school."""
        return rows.filter(is_off_campus=value == "1")

    def is_overdue(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Worked on past its deadline, or not."""
        late = Case.objects.overdue(timezone.localdate()).values("pk")
        return rows.filter(pk__in=late) if value == "1" else rows.exclude(pk__in=late)

    def as_dated(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Only what has such a day at all."""
        return rows.filter(solved_at__isnull=False)

    def is_counted(self, rows: CaseQuerySet, _name: str, _value: str) -> QuerySet[Any]:
        """What was refused or withdrawn was no case."""
        return rows.counted()
