"""Filters by a case or its category, and how the number of a case is read."""

import re

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.permissions import signed_in
from campus_safety.lists.filters import ALL, UNKNOWN
from incidents.models import Case, Category

HOURS = [(str(hour), f"{hour:02}:00") for hour in range(25)]  # the last one ends the day
_NUMBER = re.compile(r"([0-9]{4})-([0-9]{1,9})")


def year_and_serial(word: str) -> tuple[int, int] | None:
    """What the number of a case says, with zeros or without: 2026-0003 and 2026-3 are one; None for another word."""
    found = _NUMBER.fullmatch(word)
    return (int(found[1]), int(found[2])) if found else None


def category_filter() -> django_filters.ModelChoiceFilter:
    """`category=theft`: one of all that there are, in use or not."""
    return django_filters.ModelChoiceFilter(
        label=pgettext_lazy("case", "category"), queryset=Category.objects.all(), to_field_name="code",
        empty_label=ALL, error_messages=UNKNOWN,
    )  # fmt: skip


def _cases(request: HttpRequest) -> QuerySet[Case]:
    return Case.objects.visible_to(signed_in(request))


def case_filter(field_name: str) -> django_filters.ModelChoiceFilter:
    """`case=` with an id: where a case's page leads to, not a choice among thousands."""
    return django_filters.ModelChoiceFilter(
        label=_("Case"), queryset=_cases, field_name=field_name, widget=forms.HiddenInput, error_messages=UNKNOWN
    )
