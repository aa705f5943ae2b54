"""Lists: filtered by the address, a page at a time, with a named error for what the address gets wrong."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

PER_PAGE = 50
FIRST_YEAR, LAST_YEAR = 2000, 2100


class DayField(forms.DateField):
    """A day as `YYYY-MM-DD`, of this century."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": _("A day is written as YYYY-MM-DD, between 2000 and 2100.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError for anything else, and for a day that no record can have."""
        day: date | None = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class DayFilter(django_filters.Filter):
    """Filters by a day."""

    field_class = DayField


class SpanForm(forms.Form):
    """Filters with `from` and `to`: the first day is not after the last."""

    def clean(self) -> dict[str, Any]:
        """The cleaned values. Raises no error itself: it is named at the field `to`."""
        found = super().clean() or {}
        first, last = found.get("from"), found.get("to")
        if first and last and first > last:
            self.add_error("to", _("The last day lies before the first."))
        return found


def render_list(
    request: HttpRequest,
    template: str,
    found: django_filters.FilterSet,
    *,
    rows: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None,
    more: Callable[[QuerySet[Any]], Mapping[str, Any]] | None = None,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of a list. `rows` brings what a row needs, `more` says what holds over the whole filtered set.

    A filter that cannot be understood is answered with status 400 and its name.
    """
    given: dict[str, Any] = {"filter": found, "page_obj": None} | dict(context or {})
    if not found.is_valid():
        return render(request, template, given, status=400)
    page = page_of(request, rows(found.qs) if rows else found.qs)
    given |= {"page_obj": page, "chosen": chosen(found.form)} | dict(more(found.qs) if more else {})
    return render(request, template, given)


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The page that `?page=` asks for; the first or the last where there is none such."""
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    return page


def chosen(form: forms.BaseForm) -> list[tuple[str, str]]:
    """What the filters in force say, as (label, words)."""
    values = ((field, form.cleaned_data.get(name)) for name, field in form.fields.items() if name != "ordering")
    return [(str(field.label), _in_words(field, value)) for field, value in values if value not in (None, "", [])]


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}
        values = value if isinstance(value, list) else [value]
        return "、".join(labels.get(str(each), str(each)) for each in values)
    return str(value)
