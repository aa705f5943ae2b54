"""Days as people enter them, and the years in which they can lie."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# Outside these years no day of the portal can lie, and near the calendar's ends time zones cannot be applied.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class DayField(forms.DateField):
    """A day as `YYYY-MM-DD`, of this century."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": _("A day is written as YYYY-MM-DD, between 2000 and 2100.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError for anything else, and for a day that no record can have."""
        day: date | None = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day
