"""The form that every row of a list goes through."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit
from campus_safety.days import DayField
from campus_safety.statistics.history.columns import AT_LEAST, bound_of

Known = TypeVar("Known")


class RowForm(forms.Form):
    """One figure of a unit's period. `units` and `keys` are known by what a list may call them, in small letters."""

    unit = forms.CharField()
    first_day = DayField()
    last_day = DayField()
    indicator = forms.CharField()
    value = forms.DecimalField(min_value=0, max_digits=16, decimal_places=2)
    bound = forms.CharField()
    source = forms.CharField(max_length=300)
    note = forms.CharField(max_length=300, required=False)

    def __init__(
        self, said: dict[str, Any], *, units: Mapping[str, Unit], keys: Mapping[str, str], today: date
    ) -> None:
        super().__init__(said)
        self.units, self.keys, self.today = units, keys, today

    def clean_unit(self) -> Unit:
        """The unit with this code or name."""
        return self._known("unit", self.units)

    def clean_indicator(self) -> str:
        """The key of the indicator."""
        return self._known("indicator", self.keys)

    def clean_bound(self) -> bool:
        """Whether the value is a lower bound."""
        return bound_of(self.cleaned_data["bound"]) == AT_LEAST

    def clean_last_day(self) -> date:
        """A day that is over, and not before the first."""
        first: date | None = self.cleaned_data.get("first_day")
        last: date = self.cleaned_data["last_day"]
        if first and last < first:
            raise ValidationError(_("The last day lies before the first."))
        if last >= self.today:
            raise ValidationError(_("The period is not over yet: the portal counts it by itself."))
        return last

    def _known(self, name: str, known: Mapping[str, Known]) -> Known:
        found = known.get(self.cleaned_data[name].casefold())
        if found is None:
            raise ValidationError(_("There is none such."))
        return found
