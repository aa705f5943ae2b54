"""What activities are filtered by: by police, and by the principal of one of their schools."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.lists.filters import (
    ALL,
    UNKNOWN,
    SpanFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from outreach.dimensions import schools_of_activity
from outreach.models import Activity, ActivitySchool, Measure
from outreach.querysets import ActivityQuerySet
from outreach.states.activities import ActivityState, Answer
from patrols.filters.rows import officer_filter, schools_filter
from schools.filters.schools import school_filter
from schools.models import School

_KIND = pgettext_lazy("activity", "Kind")


def _state_filter() -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        label=_("State"), choices=ActivityState.choices, distinct=False, widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"invalid_list": _("There is none such.")},
    )  # fmt: skip


class OwnActivityFilter(SpanFilterSet):
    """Activities with the own school, by the day they begin on, kind and state."""

    span_path = "starts_at"
    kind = choice_filter(_KIND, Activity.Kind.choices)
    state = _state_filter()
    ordering = order_filter(_("Newest first"), ("starts_at", _("Oldest first")))

    class Meta(SpanFilterSet.Meta):
        model = Activity
        fields: list[str] = []


class ActivityFilter(SpanFilterSet):
    """Activities as police look for them; `counted` leaves those that took place, as a figure links to them."""

    span_path = "starts_at"
    q = text_filter(_("Title, place or outcome"), method="with_words")
    unit = unit_filter()
    kind = choice_filter(_KIND, Activity.Kind.choices)
    drill = choice_filter(_("Kind of drill"), Activity.Drill.choices)
    school = school_filter("schools")
    schools = schools_filter(method="of_schools")
    officer = officer_filter("officers")
    measure = django_filters.ModelChoiceFilter(
        label=_("Measure"), queryset=Measure.objects.all(), field_name="measures", to_field_name="number",
        empty_label=ALL, error_messages=UNKNOWN,
    )  # fmt: skip
    answer = choice_filter(
        _("Answer of the school"), (("none", _("none yet")), (Answer.OBJECTED, _("it was not so"))), method="answered"
    )
    educating = choice_filter(_("Lectures, drills, open days"), (("1", _("Yes")),), method="is_educating")
    counted = choice_filter(_("Took place"), (("1", _("Yes")),), method="is_counted")
    state = _state_filter()
    ordering = order_filter(
        _("Newest first"), ("starts_at", _("Oldest first")), ("-children", _("Most children first"))
    )  # fmt: skip

    class Meta(SpanFilterSet.Meta):
        model = Activity
        fields: list[str] = []

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in its title, place, tools or outcome."""
        for word in words.split():
            said = Q(title__icontains=word) | Q(place__icontains=word)
            rows = rows.filter(said | Q(tools__icontains=word) | Q(outcome__icontains=word))
        return rows

    def of_schools(self, rows: QuerySet[Any], _name: str, schools: list[School]) -> QuerySet[Any]:
        """With these schools and no other."""
        key = ",".join(str(pk) for pk in sorted(school.pk for school in schools))
        found: QuerySet[Any] = rows.alias(key=schools_of_activity()).filter(key=key)
        return found

    def answered(self, rows: ActivityQuerySet, _name: str, answer: str) -> QuerySet[Any]:
        """That took place, and of which a school has said nothing yet, or that it was not so."""
        said = ActivitySchool.objects.filter(answer="" if answer == "none" else answer)
        return rows.took_place().filter(pk__in=said.values("activity_id"))

    def is_educating(self, rows: ActivityQuerySet, _name: str, _value: str) -> QuerySet[Any]:
        """At which people learn something, as a figure links to them."""
        return rows.educating()

    def is_counted(self, rows: ActivityQuerySet, _name: str, _value: str) -> QuerySet[Any]:
        """That took place, confirmed by the school or not."""
        return rows.took_place()
