"""A vehicle as it is entered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.unit_choice import settle_unit
from patrols.models import Vehicle


class VehicleForm(forms.ModelForm[Vehicle]):
    """Number plate, what it is, and whether it is in service."""

    class Meta:
        model = Vehicle
        fields = ["unit", "plate", "description", "is_active"]
        labels = {
            "unit": _("Unit"), "plate": _("Number plate"), "description": _("What it is"),
            "is_active": _("In service: can be chosen for an outing"),
        }  # fmt: skip
        error_messages = {"plate": {"unique": _("A vehicle with this number plate is kept already.")}}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        settle_unit(self, user)

    def clean_plate(self) -> str:
        """The plate without blanks, in capitals."""
        return "".join(str(self.cleaned_data["plate"]).split()).upper()
