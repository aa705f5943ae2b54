"""Filters of lists: named like the fields, and strict. What a list does not know it refuses, and names it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from campus_safety.api.moments import moment_of

OF_EVERY_LIST = frozenset({"page", "page_size"})
MOST_ID = 2**63 - 1


class StrictFilterBackend(DjangoFilterBackend):
    """Filters by the view's `filterset_class`; an unknown parameter is an error under its name."""

    def filter_queryset(
        self, request: Request, queryset: "models.QuerySet[Any]", view: APIView
    ) -> "models.QuerySet[Any]":
        """The rows asked for. Raises ValidationError by parameter."""
        filters = self.get_filterset_class(view, queryset)
        refuse_unknown(request, filters.base_filters if filters else ())
        found: models.QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return found


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """Raise ValidationError, by name, for parameters that are neither known nor of every list."""
    unknown = sorted(set(request.query_params) - OF_EVERY_LIST - set(known))
    if unknown:
        raise ValidationError({name: [_("There is no filter of this name.")] for name in unknown})


class Ordering(django_filters.OrderingFilter):
    """`ordering=name` or `ordering=-name`; rows that are equal in it keep one order, so that no page repeats a row."""

    def filter(self, qs: "models.QuerySet[Any]", value: list[str] | None) -> "models.QuerySet[Any]":
        """The rows in the order asked for, else in the order they came in."""
        if not value:
            return qs
        return qs.order_by(*(self.get_ordering_value(name) for name in value), "pk")


class CodeFilter(django_filters.CharFilter):
    """Exactly this code, plate or username."""


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """One of the choices; given several times, any of them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"distinct": False} | options))


class DayFilter(django_filters.DateFilter):
    """A date as YYYY-MM-DD."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"input_formats": ["%Y-%m-%d"]} | options))


class MomentFormField(forms.CharField):
    """A moment in ISO 8601, or a date for its midnight."""

    def clean(self, value: Any) -> datetime | None:
        """The aware moment, or None."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return moment_of(text if "T" in text or " " in text else f"{text}T00:00")
        except (ValueError, OverflowError) as error:
            message = _("A moment is written as in 2026-11-23T07:52:10+08:00, with a year from 2000 to 2100.")
            raise forms.ValidationError(message) from error


@extend_schema_field(OpenApiTypes.DATETIME)
class MomentFilter(django_filters.Filter):
    """A moment in ISO 8601, or a date for its midnight in Asia/Shanghai."""

    field_class: type[forms.Field] = MomentFormField


@extend_schema_field(OpenApiTypes.INT)
class IdFilter(django_filters.Filter):
    """The id of a related row."""

    field_class: type[forms.Field] = forms.IntegerField

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"min_value": 0, "max_value": MOST_ID} | options))


class NumberFilter(IdFilter):
    """A whole number of a small column."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"max_value": 2**15 - 1} | options))


def _is_true(text: str) -> bool:
    return text == "true"


@extend_schema_field(OpenApiTypes.BOOL)
class TruthFilter(django_filters.TypedChoiceFilter):
    """`true` or `false`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        choices = [("true", gettext_lazy("yes")), ("false", gettext_lazy("no"))]
        super().__init__(*args, **({"choices": choices, "coerce": _is_true} | options))
