"""What the plan of drills is filtered by."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.lists.filters import DayFilter, choice_filter, order_filter
from campus_safety.local_days import midnight
from outreach.drill_plan import DrillStanding, DrillState, drill_standings
from schools.filters.schools import NameAndKindFilter, school_filter
from schools.models import School


class DrillFilter(NameAndKindFilter):
    """Schools by name, kind and how they stand with their drills; the late ones first.

    `overdue` names a day, as a figure links here: those that owed a drill at its end, each as it stood then.
    """

    school = school_filter("pk", method="of_school")
    state = choice_filter(_("State"), DrillState.choices, method="in_state")
    overdue = DayFilter(label=pgettext_lazy("drill", "Overdue at the end of"), method="owing")
    ordering = order_filter(_("Late ones first"), ("name", _("By name")))

    class Meta:
        model = School
        fields: list[str] = []

    @property
    def moment(self) -> datetime:
        """When the schools stand as the list says: at the end of the day that is asked about, or now."""
        day, now = self.form.cleaned_data.get("overdue"), timezone.now()
        return min(now, midnight(day + timedelta(days=1))) if day else now

    @cached_property
    def standings(self) -> dict[int, DrillStanding]:
        """{school: how it stands}, of all schools that the list is about."""
        schools = list(self.queryset.with_levels())
        return {standing.school.pk: standing for standing in drill_standings(schools, self.moment)}

    def of_school(self, rows: QuerySet[Any], _name: str, school: School) -> QuerySet[Any]:
        """This one alone."""
        return rows.filter(pk=school.pk)

    def in_state(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """Late, due, done, or not asked for."""
        return rows.filter(pk__in=self._in(state))

    def owing(self, rows: QuerySet[Any], _name: str, _day: date) -> QuerySet[Any]:
        """Those whose last month or quarter that asked for a drill passed without one, with none held since."""
        return rows.filter(pk__in=[pk for pk, standing in self.standings.items() if standing.owed])

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As asked for; in the order of the states unless asked otherwise."""
        found: QuerySet[Any] = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("ordering") or not self.standings:
            return found
        places = (When(pk__in=self._in(state), then=Value(place)) for place, state in enumerate(DrillState.values))
        return found.order_by(Case(*places), "name", "pk")

    def _in(self, state: str) -> list[int]:
        return [pk for pk, standing in self.standings.items() if standing.state == state]
