"""Filters of the suggested minutes of a day."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import YES_NO, choice_filter, text_filter
from patrols.models import Duty


class MinuteFilter(django_filters.FilterSet):
    """Duties of one day, for the auditor, who sees those of every unit."""

    q = text_filter(_("Code or name of the point"), method="named")
    visited = choice_filter(_("Visited"), YES_NO, method="is_visited")

    class Meta:
        model = Duty
        fields: list[str] = []

    def named(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in the point's code or name."""
        for word in words.split():
            rows = rows.filter(Q(point__code__icontains=word) | Q(point__name__icontains=word))
        return rows

    def is_visited(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Somebody came, or nobody did."""
        return rows.filter(visited_at__isnull=value == "0")
