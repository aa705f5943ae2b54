"""Forms with a place, picked on a map or typed."""

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from campus_safety.geo.places import check_place

Row = TypeVar("Row", bound=models.Model)


class DegreesField(forms.FloatField):
    """Degrees; whether they can be a place is for `check_place` to say, of both together."""

    default_error_messages = {
        "required": _("Tap the place on the map, or type its degrees."),
        "invalid": _("Degrees are a finite number, such as 29.51902."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options)


class PlaceForm(forms.ModelForm[Row]):
    """A row with `latitude` and `longitude` in degrees, WGS-84."""

    latitude = DegreesField(label=_("Latitude"))
    longitude = DegreesField(label=_("Longitude"))

    def clean(self) -> dict[str, Any]:
        """The cleaned values; coordinates that cannot be a place are refused under their field."""
        found = super().clean() or {}
        if found.get("latitude") is not None and found.get("longitude") is not None:
            try:
                check_place(found["latitude"], found["longitude"])
            except ValidationError as error:
                self.add_error(None, error)
        return found
