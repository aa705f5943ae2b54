"""Rows chosen by their keys in a form."""

from typing import Any

from django import forms

# Of a key that every database can compare: SQLite takes no number of 20 digits, PostgreSQL none beyond 64 bits.
MOST_DIGITS = 18


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by key; a key that no row can have is one of none, and no failure of the database."""

    def clean(self, value: Any) -> Any:
        """The chosen rows. Raises ValidationError for a key that is none, or of no row that is offered."""
        if isinstance(value, list | tuple) and any(len(str(key)) > MOST_DIGITS for key in value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)
