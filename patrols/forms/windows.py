"""A duty window as it is entered, and its last day."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import DayField
from patrols.models import DutyWindow
from patrols.weekdays import WEEKDAYS


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("A time is written as HH:MM.")},
    )


class WindowForm(forms.ModelForm[DutyWindow]):
    """Occasion, weekdays, from when until when, and the days it is in force."""

    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"), choices=list(WEEKDAYS.items()), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one weekday."), "invalid_choice": _("There is none such.")},
    )  # fmt: skip
    starts_at = _clock(_("From"))
    ends_at = _clock(_("Until"))
    in_force_from = DayField(label=_("In force from"), required=False)
    in_force_until = DayField(label=_("In force until"), required=False)

    class Meta:
        model = DutyWindow
        fields = ["occasion", "weekdays", "starts_at", "ends_at", "in_force_from", "in_force_until"]
        labels = {"occasion": _("Occasion")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["weekdays"] = list(str(self.initial.get("weekdays") or "12345"))

    def clean_weekdays(self) -> str:
        """The digits in order."""
        return "".join(sorted(self.cleaned_data["weekdays"]))

    def clean(self) -> dict[str, Any]:
        """The cleaned values; neither time nor day ends before it begins."""
        found = super().clean() or {}
        starts, ends = found.get("starts_at"), found.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The window must end after it begins, on the same day."))
        first, last = found.get("in_force_from"), found.get("in_force_until")
        if first and last and last < first:
            self.add_error("in_force_until", _("The last day lies before the first."))
        return found


class WindowEndForm(forms.Form):
    """The last day of a window."""

    last_day = DayField(label=_("Last day"), initial=timezone.localdate)

    def __init__(self, *args: Any, first_day: date | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.first_day = first_day

    def clean_last_day(self) -> date:
        """Not before the first day."""
        day: date = self.cleaned_data["last_day"]
        if self.first_day and day < self.first_day:
            raise forms.ValidationError(_("The last day lies before the first."))
        return day
