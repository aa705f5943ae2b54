"""The list of the reports: of one unit, by kind, state and year; months and other periods, imported ones among them."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit
from campus_safety.accounts.permissions import signed_in
from campus_safety.days import FIRST_YEAR, LAST_YEAR
from campus_safety.lists.filters import UNKNOWN, UnitFilterSet, choice_filter
from campus_safety.statistics.models import ImportedPeriod
from campus_safety.statistics.querysets import ReportQuerySet
from campus_safety.statistics.states import ReportState

MONTHS, OTHERS, IMPORTED = "months", "others", "imported"
KINDS = [
    (MONTHS, pgettext_lazy("kind of reports", "Months")),
    (OTHERS, pgettext_lazy("kind of reports", "Other periods")),
    (IMPORTED, pgettext_lazy("kind of reports", "From before the portal")),
]


def _own_unit_first(request: HttpRequest) -> QuerySet[Unit]:
    user = signed_in(request)
    own_first = Case(When(pk=user.unit_id, then=0), default=1)
    units: QuerySet[Unit] = Unit.objects.visible_to(user).order_by(own_first, "code")
    return units


class ReportFilter(UnitFilterSet):
    """Reports of one unit; `imported` are its imported periods that match, `entries` both together."""

    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=_own_unit_first, to_field_name="code", empty_label=None,
        error_messages=UNKNOWN, method="as_it_is",
    )  # fmt: skip
    kind = choice_filter(_("Kind"), KINDS, method="of_kind")
    state = choice_filter(_("State"), ReportState.choices)
    year = django_filters.NumberFilter(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, method="in_year",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, imported: QuerySet[ImportedPeriod], **options: Any) -> None:
        super().__init__(*args, **options)
        self.all_imported = imported

    def as_it_is(self, rows: QuerySet[Any], _name: str, _unit: Unit) -> QuerySet[Any]:
        """The rows are those of the unit already."""
        return rows

    def of_kind(self, rows: ReportQuerySet, _name: str, kind: str) -> ReportQuerySet:
        """Whole months, other periods, or none where imported ones are asked for."""
        if kind == IMPORTED:
            return rows.none()
        return rows.months() if kind == MONTHS else rows.exclude(pk__in=rows.months().values("pk"))

    def in_year(self, rows: QuerySet[Any], _name: str, year: int) -> QuerySet[Any]:
        """The periods that have days of the year."""
        return rows.filter(first_day__year__lte=year, last_day__year__gte=year)

    @property
    def imported(self) -> QuerySet[ImportedPeriod]:
        """The imported periods: in no state, and of no other kind."""
        given = self.form.cleaned_data
        if given["state"] or given["kind"] not in {"", IMPORTED}:
            return self.all_imported.none()
        return self.in_year(self.all_imported, "year", given["year"]) if given["year"] else self.all_imported

    @property
    def entries(self) -> QuerySet[Any]:
        """(whether imported, primary key, first day, last day) of both, what ended last first."""
        parts = [
            rows.order_by().annotate(is_imported=Value(is_imported)).values_list(
                "is_imported", "pk", "first_day", "last_day"
            )
            for rows, is_imported in ((self.qs, 0), (self.imported, 1))
        ]  # fmt: skip
        together: QuerySet[Any] = parts[0].union(parts[1], all=True)
        return together.order_by("-last_day", "-first_day", "is_imported", "pk")
