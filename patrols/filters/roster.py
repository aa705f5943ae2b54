"""Filters of the roster: teams and swaps."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import YES_NO, UnitFilterSet, choice_filter, order_filter, text_filter, unit_filter
from patrols.models import Swap, Team
from patrols.states import SwapState


class TeamFilter(UnitFilterSet):
    """Teams."""

    q = text_filter(_("Name of the team or of an officer"), method="named")
    unit = unit_filter()
    active = choice_filter(_("In use"), YES_NO, method="is_active")

    class Meta:
        model = Team
        fields: list[str] = []

    def named(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in the team's name, or in that of one of its officers."""
        for word in words.split():
            rows = rows.filter(Q(name__icontains=word) | Q(members__name__icontains=word))
        return rows.distinct()

    def is_active(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """In use, or not."""
        return rows.filter(is_active=value == "1")


class SwapFilter(UnitFilterSet):
    """Swaps."""

    unit = unit_filter()
    whose = choice_filter(_("Whose"), (("mine", _("Asked by me, or of me")),), method="is_mine")
    state = choice_filter(_("State"), SwapState.choices)
    ordering = order_filter(_("Newest first"), ("asked_at", _("Oldest first")))

    class Meta:
        model = Swap
        fields: list[str] = []

    def is_mine(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Those that the user asked for or is asked for."""
        return rows.filter(Q(asked_by=self.user) | Q(asked_of=self.user))
