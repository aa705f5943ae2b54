"""What the schools are filtered by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.permissions import signed_in
from campus_safety.levels import Level
from campus_safety.lists.filters import (
    ALL,
    UNKNOWN,
    YES_NO,
    UnitFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from schools.models import School, SchoolLevel


def _schools(request: HttpRequest) -> QuerySet[School]:
    return School.objects.visible_to(signed_in(request)).order_by("name")


def school_filter(field_name: str, **options: Any) -> django_filters.ModelChoiceFilter:
    """`school=7`: one of the schools that the user sees."""
    options.setdefault("label", _("School"))
    return django_filters.ModelChoiceFilter(
        field_name=field_name, queryset=_schools, empty_label=ALL, error_messages=UNKNOWN, **options
    )


class LevelsField(forms.MultipleChoiceField):
    """Levels with commas between them, as the key of a figure's line has them."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> list[str]:
        """The levels; none for an empty text."""
        levels: list[str] = super().to_python(value.split(",") if value else [])
        return levels


class LevelsFilter(django_filters.Filter):
    """`level=primary,middle`: at the schools that have just these levels, where a line of a figure leads to."""

    field_class: type[forms.Field] = LevelsField

    def __init__(self, field_name: str) -> None:
        label = _("Kind of school")
        super().__init__(field_name=field_name, label=label, choices=Level.choices, error_messages=UNKNOWN)

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        """The rows of such schools; all where no level is named."""
        return qs.filter(**{f"{self.field_name}__in": School.objects.of_levels(value).values("pk")}) if value else qs


class NameAndKindFilter(UnitFilterSet):
    """What every list of schools is filtered by: words of the name, unit, kind."""

    q = text_filter(_("Name of the school"), method="named")
    unit = unit_filter()
    kind = choice_filter(_("Kind"), Level.choices, method="of_kind")

    def named(self, rows: Any, _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in the name."""
        found: QuerySet[Any] = rows.named(words)
        return found

    def of_kind(self, rows: QuerySet[Any], _name: str, kind: str) -> QuerySet[Any]:
        """With this level among its levels."""
        return rows.filter(pk__in=SchoolLevel.objects.filter(level=kind).values("school_id"))


class SchoolFilter(NameAndKindFilter):
    """Schools by name, kind, who runs them and whether they are open."""

    private = choice_filter(_("Private"), YES_NO, method="is_private")
    open = choice_filter(_("In operation"), YES_NO, method="is_open")
    ordering = order_filter(_("By kind and name"), ("name", _("By name")), ("-pupils", _("Most pupils first")))

    class Meta:
        model = School
        fields: list[str] = []

    def is_private(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Private, or public."""
        return rows.filter(is_private=value == "1")

    def is_open(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """In operation, or closed."""
        return rows.filter(is_open=value == "1")
