"""What the map of the cases and their pattern are filtered by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.db.models.functions import ExtractIsoWeekDay
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.permissions import signed_in
from campus_safety.lists.filters import (
    UNKNOWN,
    YES_NO,
    SpanFilterSet,
    SpanForm,
    choice_filter,
    unit_filter,
)
from incidents.filters.rows import HOURS, category_filter
from incidents.models import Case
from incidents.near import near_cases
from incidents.querysets import CaseQuerySet
from patrols.weekdays import WEEKDAYS
from schools.filters.schools import school_filter

NO_EVENT, NOTHING_SPECIAL = "none", pgettext_lazy("event", "Nothing special")
NO_SCHOOL = "none"


def _cases(request: HttpRequest) -> QuerySet[Case]:
    return Case.objects.visible_to(signed_in(request)).select_related("school")


class MapForm(SpanForm):
    """A span of days, and one of hours."""

    def clean(self) -> dict[str, Any]:
        """The cleaned values; two hours that are one are an error at the second."""
        found = super().clean()
        if found.get("hour_from") and found.get("hour_from") == found.get("hour_to"):
            self.add_error("hour_to", _("Choose two different hours."))
        return found


class MapFilter(SpanFilterSet):
    """Cases by when, during what and where they began; `near`: those near a case."""

    span_path = "occurred_from"
    unit = unit_filter()
    category = category_filter()
    event = choice_filter(_("During what"), [*Case.Event.choices, (NO_EVENT, NOTHING_SPECIAL)], method="of_event")
    school = school_filter("school", null_label=pgettext_lazy("case", "No school"), null_value=NO_SCHOOL)
    off_campus = choice_filter(_("Off campus"), YES_NO, field_name="is_off_campus")
    weekday = choice_filter(_("Weekday"), list(WEEKDAYS.items()), method="on_weekday")
    hour_from = choice_filter(_("From hour"), HOURS[:24], method="in_hours")
    hour_to = choice_filter(_("To hour"), HOURS[1:], method="in_hours")
    near = django_filters.ModelChoiceFilter(
        label=_("Near the case"), queryset=_cases, widget=forms.HiddenInput, error_messages=UNKNOWN, method="is_near"
    )

    class Meta:
        model = Case
        form = MapForm
        fields: list[str] = []

    def of_event(self, rows: QuerySet[Any], _name: str, event: str) -> QuerySet[Any]:
        """During such an event, or while nothing special was going on."""
        return rows.filter(event="" if event == NO_EVENT else event)

    def on_weekday(self, rows: CaseQuerySet, _name: str, weekday: str) -> QuerySet[Any]:
        """Begun on this day of the week, by its ISO number, in Asia/Shanghai."""
        of_week = ExtractIsoWeekDay("occurred_from", tzinfo=timezone.get_default_timezone())
        return rows.with_hour().annotate(weekday=of_week).filter(weekday=int(weekday))

    def in_hours(self, rows: CaseQuerySet, name: str, _hour: str) -> QuerySet[Any]:
        """Begun between two hours of the day in Asia/Shanghai, the second not included; over midnight if it is less."""
        given = self.form.cleaned_data
        if name == "hour_to" and given["hour_from"]:
            return rows  # the first of the two has heeded both
        first, end = int(given["hour_from"] or 0), int(given["hour_to"] or 24)
        hours = range(first, end) if first < end else [*range(first, 24), *range(end)]
        return rows.in_hours(hours)

    def is_near(self, rows: QuerySet[Any], _name: str, case: Case) -> QuerySet[Any]:
        """Within 200 m of a case or at the same kind of event, in the year before and after it."""
        found = near_cases(case, among=Case.objects.visible_to(self.user))
        return rows.filter(pk__in=[each.case.pk for each in found])
