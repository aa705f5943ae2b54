"""What hazards, notices and documents are filtered by."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import (
    UNKNOWN,
    YES_NO,
    DayFilter,
    SpanFilterSet,
    UnitFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from campus_safety.local_days import midnight
from schools.filters.schools import LevelsFilter, school_filter
from schools.models import Document, Hazard, RectificationNotice
from schools.models.files import warned_until
from schools.querysets import HazardQuerySet
from schools.states import HazardState


class HazardFilter(SpanFilterSet):
    """Hazards, by the day they were found on or, with `dated=verified`, verified on."""

    span_path = "found_at"
    q = text_filter(_("Words of the hazard"), method="with_words")
    unit = unit_filter()
    school = school_filter("school")
    level = LevelsFilter("school")
    dated = choice_filter(_("Days are those of"), (("verified", _("verification")),), method="as_dated")
    counted = choice_filter(_("Without withdrawn ones"), (("1", _("Yes")),), method="is_counted")
    open_on = DayFilter(label=_("Unsettled at the end of"), method="was_unsettled", widget=forms.HiddenInput)
    overdue_on = DayFilter(label=_("Overdue at the end of"), method="was_overdue", widget=forms.HiddenInput)
    overdue = choice_filter(_("Overdue"), YES_NO, method="is_overdue")
    severity = choice_filter(_("Severity"), Hazard.Severity.choices)
    owner = choice_filter(_("To be put right by"), Hazard.Owner.choices)
    source = choice_filter(_("Found by"), Hazard.Source.choices)
    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=HazardState.choices,
        distinct=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"invalid_list": _("There is none such.")},
    )
    ordering = order_filter(
        _("Most pressing first"),
        ("-found_at", _("Newest first")),
        ("found_at", _("Oldest first")),
        ("due_on", _("By deadline")),
    )

    class Meta(SpanFilterSet.Meta):
        model = Hazard
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As asked for; `dated` says which day of a hazard `from` and `to` are about."""
        if self.form.cleaned_data.get("dated") == "verified":
            self.span_path = "verified_at"
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in its description or place."""
        for word in words.split():
            rows = rows.filter(Q(description__icontains=word) | Q(place__icontains=word))
        return rows

    def as_dated(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Only what has such a day at all."""
        return rows.filter(verified_at__isnull=False)

    def is_counted(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """What was withdrawn was no hazard."""
        return rows.exclude(state=HazardState.WITHDRAWN)

    def was_unsettled(self, rows: HazardQuerySet, _name: str, day: date) -> QuerySet[Any]:
        """Found by the end of a day, and not verified by then."""
        return rows.unsettled_at(midnight(day + timedelta(days=1)))

    def was_overdue(self, rows: HazardQuerySet, _name: str, day: date) -> QuerySet[Any]:
        """Past its deadline and still to be rectified when a day ended; today, if it has not."""
        return rows.overdue_at(midnight(day + timedelta(days=1)), timezone.now())

    def is_overdue(self, rows: Any, _name: str, value: str) -> QuerySet[Any]:
        """Past its deadline and still to be rectified, or not."""
        today = timezone.localdate()
        late: QuerySet[Any] = rows.overdue(today)
        return late if value == "1" else rows.exclude(pk__in=Hazard.objects.overdue(today).values("pk"))


class NoticeFilter(SpanFilterSet):
    """Rectification notices, by the day they were issued on."""

    span_path = "issued_at"
    unit = unit_filter()
    school = school_filter("school")
    level = LevelsFilter("school")
    received = choice_filter(_("Signed for"), YES_NO, method="is_received")
    ordering = order_filter(_("Newest first"), ("issued_at", _("Oldest first")))

    class Meta(SpanFilterSet.Meta):
        model = RectificationNotice
        fields: list[str] = []

    def is_received(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Signed for by the school, or not yet."""
        return rows.filter(received_at__isnull=value == "0")


class DocumentFilter(UnitFilterSet):
    """Documents; those in force unless asked otherwise."""

    q = text_filter(_("Words of the title"), field_name="title", lookup_expr="icontains")
    unit = unit_filter()
    school = school_filter("school")
    kind = choice_filter(_("Kind"), Document.Kind.choices)
    state = choice_filter(
        _("State"),
        (
            ("ending", _("runs out or has")),
            ("expiring", _("runs out soon")),
            ("expired", _("expired")),
            ("ended", _("no longer in force")),
        ),
        method="in_state",
    )
    ordering = order_filter(_("What runs out first"), ("-added_at", _("Newest first")))

    class Meta:
        model = Document
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As asked for; without a state, what is in force."""
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.filter(ended_at=None)

    def in_state(self, rows: Any, _name: str, state: str) -> QuerySet[Any]:
        """Running out, run out, or no longer in force."""
        today = timezone.localdate()
        found: QuerySet[Any]
        if state == "ended":
            found = rows.filter(ended_at__isnull=False)
        elif state == "expired":
            found = rows.ending(today - timedelta(days=1))
        elif state == "ending":
            found = rows.ending(warned_until(today))
        else:
            found = rows.ending(warned_until(today)).filter(valid_until__gte=today)
        return found
