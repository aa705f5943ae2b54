"""What the days of a school are filtered by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.lists.filters import UNKNOWN, choice_filter
from schools.models import SchoolDay


class SchoolDayFilter(django_filters.FilterSet):
    """Days to come, the next one first; or those that are over, the latest first."""

    when = django_filters.ChoiceFilter(
        label=_("When"), choices=[("over", pgettext_lazy("of days", "over"))],
        empty_label=pgettext_lazy("of days", "to come"), error_messages=UNKNOWN,
        method="in_time",
    )  # fmt: skip
    kind = choice_filter(_("What is different"), SchoolDay.Kind.choices)

    class Meta:
        model = SchoolDay
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows; without another word those to come."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        if self.form.cleaned_data["when"]:
            return rows
        return rows.filter(on__gte=timezone.localdate()).order_by("on")

    def in_time(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Those that are over."""
        return rows.filter(on__lt=timezone.localdate()).order_by("-on")
