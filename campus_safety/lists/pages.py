"""Lists: filtered by the address, a page at a time, with a named error for what the address gets wrong."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import django_filters
from django import forms
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campus_safety.wording import listed

PER_PAGE = 50


def render_list(
    request: HttpRequest,
    template: str,
    found: django_filters.FilterSet,
    *,
    rows: Callable[[Any], QuerySet[Any]] | None = None,
    page: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
    beside: Callable[[Sequence[Any]], Mapping[str, Any]] | None = None,
    more: Callable[[QuerySet[Any]], Mapping[str, Any]] | None = None,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of a list, or status 400 with the name of the filter that cannot be understood.

    `rows` brings what the rows need, `page` makes of those of one page what is shown, `beside` adds what stands beside
    them, `more` what holds over the whole filtered set.
    """
    given: dict[str, Any] = {"filter": found, "page_obj": None} | dict(context or {})
    if not found.is_valid():
        return render(request, template, given, status=400)
    shown = page_of(request, rows(found.qs) if rows else found.qs)
    entries: Sequence[Any] = list(shown.object_list)
    shown.object_list = entries = page(entries) if page else entries
    given |= {"page_obj": shown, "chosen": chosen(found.form)}
    given |= dict(beside(entries) if beside else {})
    given |= dict(more(found.qs) if more else {})
    return render(request, template, given)


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The page that `?page=` asks for; the first or the last where there is none such."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def chosen(form: forms.BaseForm) -> list[tuple[str, str]]:
    """What the filters in force say, as (label, words)."""
    values = ((field, form.cleaned_data.get(name)) for name, field in form.fields.items() if name != "ordering")
    return [(str(field.label), _in_words(field, value)) for field, value in values if value not in (None, "", [])]


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices}
        values = value if isinstance(value, list) else [value]
        return listed(labels.get(str(each), str(each)) for each in values)
    return str(value)
