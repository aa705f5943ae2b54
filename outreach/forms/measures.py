"""The words of a measure."""

from typing import Any

from django import forms

from campus_safety.seen import SeenForm
from outreach.models import Measure


class MeasureForm(SeenForm, forms.ModelForm[Measure]):
    """What a measure says, and whether activities can still be said to serve it."""

    class Meta:
        model = Measure
        fields = ["title", "is_active"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.look({name: getattr(self.instance, name) for name in ("title", "is_active")})
