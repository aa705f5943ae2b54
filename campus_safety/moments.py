"""Moments as people enter them: a day and a time in Asia/Shanghai, to the minute."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.days import FIRST_YEAR, LAST_YEAR

FORMAT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A moment of this century (aware): `YYYY-MM-DDTHH:MM` as a browser's own input has it, or ISO 8601 otherwise."""

    widget = forms.DateTimeInput(format=FORMAT, attrs={"type": "datetime-local"})
    default_error_messages = {"invalid": _("A day and a time, such as 2026-09-01T08:30, between 2000 and 2100.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=[FORMAT], **options)

    def to_python(self, value: Any) -> datetime | None:
        """The moment. Raises ValidationError for anything else, and for one that no record can have."""
        moment: datetime | None = super().to_python(value)
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment
