"""What the page of coverage is filtered by: a unit, and a month, a week or a day."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import UnitFilterSet, unit_filter
from campus_safety.local_days import local_day
from patrols.coverage.spans import KIND_WORDS, Kind, Span, span_at, span_named
from patrols.models import Duty


class SpanField(forms.CharField):
    """A month, a week or a day as an address has it."""

    def __init__(self, *, kind: Kind, **options: Any) -> None:
        self.kind = kind
        widget = forms.TextInput(attrs={"type": {Kind.DAY: "date"}.get(kind, kind.value)})
        super().__init__(widget=widget, max_length=10, **options)

    def clean(self, value: Any) -> Span | None:
        """The span; None for nothing. Raises ValidationError for what is none."""
        code: str = super().clean(value)
        try:
            return span_named(self.kind, code) if code else None
        except ValidationError as error:
            raise ValidationError(error.messages) from error


class SpanFilter(django_filters.Filter):
    """Filters by the days of a span."""

    field_class: type[forms.Field] = SpanField


class CoverageForm(forms.Form):
    """One span at a time."""

    def clean(self) -> dict[str, Any]:
        """The cleaned values; a second span is an error at its field."""
        found = super().clean() or {}
        given = [kind for kind in Kind if found.get(kind)]
        for kind in given[1:]:
            self.add_error(kind, _("Choose a month, a week or a day, only one of them."))
        return found


def _span_filter(kind: Kind) -> SpanFilter:
    return SpanFilter(label=KIND_WORDS[kind], kind=kind, method="in_span")


class CoverageFilter(UnitFilterSet):
    """The duties of a unit and a span; without one, of the current month."""

    unit = unit_filter()
    month = _span_filter(Kind.MONTH)
    week = _span_filter(Kind.WEEK)
    day = _span_filter(Kind.DAY)

    class Meta:
        model = Duty
        form = CoverageForm
        fields: list[str] = []

    def __init__(self, data: Any, *, queryset: QuerySet[Duty], request: HttpRequest) -> None:
        given = data.copy()
        if not any(given.get(kind) for kind in Kind):
            given[Kind.MONTH] = span_at(Kind.MONTH, local_day(timezone.now())).code
        super().__init__(given, queryset=queryset, request=request)

    def get_form_class(self) -> type[forms.Form]:
        """With the fields of the spans that are given: to another kind leads a link."""
        form_class = super().get_form_class()
        for kind in Kind:
            if not self.data.get(kind):
                del form_class.base_fields[kind]
        return form_class

    @property
    def span(self) -> Span:
        """The span, once all of it is valid."""
        found: Span = next(span for kind in Kind if (span := self.form.cleaned_data.get(kind)))
        return found

    def in_span(self, rows: Any, _name: str, span: Span) -> QuerySet[Duty]:
        """On the days of the span."""
        found: QuerySet[Duty] = rows.filter(on__range=(span.period.first_day, span.period.last_day))
        return found
