"""What the lists of the calendar are filtered by."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.calendars.models import Day, Span
from campus_safety.days import FIRST_YEAR, LAST_YEAR
from campus_safety.levels import Level
from campus_safety.lists.filters import UnitFilterSet, choice_filter, unit_filter


class YearFilter(django_filters.Filter):
    """Filters by a year: what has a day in it."""

    field_class: type[forms.Field] = forms.IntegerField

    def __init__(self) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric"})
        super().__init__(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=widget)

    def filter(self, qs: Any, value: int | None) -> Any:
        """The rows with a day in the year, or all."""
        return qs if value is None else qs.between(date(value, 1, 1), date(value, 12, 31))


class SpanFilter(UnitFilterSet):
    """Terms and breaks."""

    unit = unit_filter()
    kind = choice_filter(_("Kind"), Span.Kind.choices)
    level = choice_filter(_("Kind of school"), Level.choices)
    year = YearFilter()


class DayFilter(UnitFilterSet):
    """Own days."""

    unit = unit_filter()
    kind = choice_filter(_("Kind"), Day.Kind.choices)
    level = choice_filter(_("Kind of school"), Level.choices)
    year = YearFilter()
