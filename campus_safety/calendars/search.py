"""Which year of which unit the page of the calendar shows, as its address says."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.calendars.forms import NO_SUCH, level_field

YEARS_BACK, YEARS_AHEAD = 5, 2


class GlanceSearch(forms.Form):
    """A school year of a unit, for one kind of school or for all of them; this year of the own unit, if not said.

    Who sees one unit only, or none, is not asked for it.
    """

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code", required=False, empty_label=None,
        error_messages={"invalid_choice": NO_SUCH},
    )  # fmt: skip
    level = level_field(every=("", pgettext_lazy("of school", "any kind")))
    year = forms.TypedChoiceField(label=_("School year"), coerce=int, error_messages={"invalid_choice": NO_SUCH})

    def __init__(self, asked: QueryDict, *, user: User, this_year: int) -> None:
        own = user.unit.code if user.unit and user.unit_ids else ""
        usual = {"unit": own, "year": str(this_year)}
        super().__init__(usual | {name: value for name, value in asked.items() if value})
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.filter(pk__in=user.unit_ids)
        if len(user.unit_ids) < 2:
            unit.widget = forms.HiddenInput()
        year: Any = self.fields["year"]
        years = range(this_year + YEARS_AHEAD, this_year - YEARS_BACK - 1, -1)
        year.choices = [(str(first), f"{first}–{first + 1}") for first in years]
