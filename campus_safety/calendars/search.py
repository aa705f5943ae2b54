"""What the pages of the calendar are filtered by, as their addresses say."""

from datetime import date
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.calendars.forms import NO_SUCH, level_field
from campus_safety.calendars.querysets import DayQuerySet, SpanQuerySet
from campus_safety.days import FIRST_YEAR, LAST_YEAR

ALL = ("", _("All"))
YEARS_BACK, YEARS_AHEAD = 5, 2
Rows = TypeVar("Rows", SpanQuerySet, DayQuerySet)


class UnitSearch(forms.Form):
    """A page about one unit of several; who sees one only, or none, is not asked."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code", required=False, empty_label=_("All"),
        error_messages={"invalid_choice": NO_SUCH},
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.filter(pk__in=user.unit_ids)
        if len(user.unit_ids) < 2:
            unit.widget = forms.HiddenInput()


class GlanceSearch(UnitSearch):
    """A school year of a unit, for one kind of school or for all of them; this year of the own unit, if not said."""

    level = level_field(every=("", pgettext_lazy("of school", "any kind")))
    year = forms.TypedChoiceField(label=_("School year"), coerce=int, error_messages={"invalid_choice": NO_SUCH})

    def __init__(self, asked: QueryDict, *, user: User, this_year: int) -> None:
        own = user.unit.code if user.unit and user.unit_ids else ""
        usual = {"unit": own, "year": str(this_year)}
        super().__init__(usual | {name: value for name, value in asked.items() if value}, user=user)
        unit: Any = self.fields["unit"]
        unit.empty_label = None
        year: Any = self.fields["year"]
        years = range(this_year + YEARS_AHEAD, this_year - YEARS_BACK - 1, -1)
        year.choices = [(str(first), f"{first}–{first + 1}") for first in years]


class RowSearch(UnitSearch):
    """Terms and breaks, or own days."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, error_messages={"invalid_choice": NO_SUCH})
    level = level_field(every=ALL)
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, kinds: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        kind: Any = self.fields["kind"]
        kind.choices = [ALL, *kinds]

    def of(self, rows: Rows) -> Rows:
        """Those of the rows that are asked for."""
        given = self.cleaned_data
        rows = rows.filter(**{name: given[name] for name in ("unit", "kind", "level") if given[name]})
        year = given["year"]
        return rows.between(date(year, 1, 1), date(year, 12, 31)) if year else rows

    def chosen(self) -> list[tuple[str, str]]:
        """What the filters in force say, as (label, words)."""
        choices = {name: dict(getattr(field, "choices", [])) for name, field in self.fields.items() if name != "unit"}
        return [
            (str(self.fields[name].label), str(choices.get(name, {}).get(value, value)))
            for name, value in self.cleaned_data.items()
            if value not in {None, ""}
        ]
