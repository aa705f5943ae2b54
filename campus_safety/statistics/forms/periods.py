"""Which period a report is asked for: a year, a school term, several months, or any days."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.unit_choice import UNKNOWN_UNIT
from campus_safety.calendars.models import Span
from campus_safety.days import FIRST_YEAR, LAST_YEAR, DayField
from campus_safety.local_days import local_day
from campus_safety.statistics.models import ImportedPeriod
from campus_safety.statistics.periods import Period, month_named, year_of
from campus_safety.statistics.scope import units_of

LONGEST_YEARS = 5
KINDS = [
    ("year", pgettext_lazy("period of a report", "A year")),
    ("term", pgettext_lazy("period of a report", "A school term")),
    ("months", pgettext_lazy("period of a report", "Several months")),
    ("days", pgettext_lazy("period of a report", "From one day to another")),
]
# The fields that each kind asks for; of two, the first and the last.
ASKED = {
    "year": ("year",),
    "term": ("term",),
    "months": ("first_month", "last_month"),
    "days": ("first_day", "last_day"),
}
NEEDED = _("This is needed for the period that you chose.")


class MonthField(forms.CharField):
    """A month as YYYY-MM; cleaned, its days."""

    widget = forms.DateInput(attrs={"type": "month", "placeholder": "YYYY-MM"})

    def clean(self, value: Any) -> Period | None:
        """The month, or None. Raises ValidationError."""
        code = super().clean(value)
        try:
            return month_named(code) if code else None
        except ValidationError as error:
            raise ValidationError(error.messages) from error


class PeriodForm(forms.Form):
    """The kind of period, and what names it; what the other kinds ask for is not looked at."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code", error_messages=UNKNOWN_UNIT,
        empty_label=None,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Period"), choices=KINDS, widget=forms.RadioSelect, initial="year")
    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    term = forms.ModelChoiceField(
        label=_("School term"), queryset=Span.objects.none(), required=False, empty_label="",
        error_messages={"invalid_choice": _("There is none such.")},
    )  # fmt: skip
    first_month = MonthField(label=_("First month"), required=False)
    last_month = MonthField(label=_("Last month"), required=False)
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, user: User, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.today = user, local_day(now)
        fields: dict[str, Any] = dict(self.fields)
        fields["year"].initial = self.today.year
        fields["term"].queryset = (
            Span.objects.visible_to(user)
            .filter(kind=Span.Kind.TERM, first_day__lte=self.today)
            .order_by("-first_day", "level", "pk")
        )
        fields["unit"].queryset = Unit.objects.visible_to(user)
        fields["unit"].initial = user.unit.code if user.unit else None
        if len(user.unit_ids) == 1:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        """The cleaned values with the `period` that they name. Each error is named at the field that it is about."""
        found = super().clean() or {}
        asked = ASKED.get(found.get("kind", ""), ())
        for name in {each for kind in ASKED.values() for each in kind} - set(asked):
            self.errors.pop(name, None)
        for name in asked:
            if not found.get(name) and name not in self.errors:
                self.add_error(name, NEEDED)
        if asked and not any(name in self.errors for name in asked):
            found["period"] = self._period([found[name] for name in asked], asked)
        return found

    @property
    def period(self) -> Period:
        """The period that is asked for, once the form is valid."""
        period: Period = self.cleaned_data["period"]
        return period

    @property
    def unit_chosen(self) -> Unit:
        """Whose report it is, once the form is valid."""
        chosen: Unit = self.cleaned_data["unit"] if "unit" in self.fields else units_of(self.user)[0]
        return chosen

    def _period(self, said: list[Any], asked: tuple[str, ...]) -> Period | None:
        first, last = _days_of(said[0]).first_day, _days_of(said[-1]).last_day
        if last < first:
            self.add_error(asked[-1], _("The end lies before the beginning."))
        elif first > self.today:
            self.add_error(asked[0], _("This period has not begun yet."))
        elif last >= first.replace(year=first.year + LONGEST_YEARS, day=min(first.day, 28)):
            self.add_error(asked[-1], _("A report covers five years at most."))
        elif ImportedPeriod.objects.filter(unit=self.unit_chosen, first_day__lte=first, last_day__gte=last).exists():
            self.add_error(asked[0], _("These days lie before the portal: their figures were imported."))
        else:
            return Period(first, last)
        return None


def _days_of(said: int | Span | Period | date) -> Period:
    """The days of a year, a term, a month, or a day alone."""
    match said:
        case int():
            return year_of(date(said, 1, 1))
        case Span():
            return Period(said.first_day, said.last_day)
        case date():
            return Period(said, said)
    return said
