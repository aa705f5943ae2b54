"""What the plan of drills is filtered by."""

from functools import cached_property
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import choice_filter, order_filter
from outreach.drill_plan import DrillStanding, DrillState, drill_standings
from schools.filters.schools import NameAndKindFilter
from schools.models import School


class DrillFilter(NameAndKindFilter):
    """Schools by name, kind and how they stand with their drills; the late ones first."""

    state = choice_filter(_("State"), DrillState.choices, method="in_state")
    ordering = order_filter(_("Late ones first"), ("name", _("By name")))

    class Meta:
        model = School
        fields: list[str] = []

    @cached_property
    def standings(self) -> dict[int, DrillStanding]:
        """{school: how it stands}, of all schools that the list is about."""
        schools = list(self.queryset.with_levels())
        return {standing.school.pk: standing for standing in drill_standings(schools, timezone.localdate())}

    def in_state(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """Late, due, done, or not asked for."""
        return rows.filter(pk__in=self._in(state))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As asked for; in the order of the states unless asked otherwise."""
        found: QuerySet[Any] = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("ordering") or not self.standings:
            return found
        places = (When(pk__in=self._in(state), then=Value(place)) for place, state in enumerate(DrillState.values))
        return found.order_by(Case(*places), "name", "pk")

    def _in(self, state: str) -> list[int]:
        return [pk for pk, standing in self.standings.items() if standing.state == state]
