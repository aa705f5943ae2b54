"""What was stolen, and the day on which all of it was given back."""

from typing import Any, ClassVar

from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.seen import SeenForm
from incidents.actions.property import day_errors
from incidents.models import PropertyItem


class PropertyItemForm(SeenForm, FreeTextForm, forms.ModelForm[PropertyItem]):
    """One item or sum of money, and how far it is on its way back."""

    free_texts: ClassVar[tuple[str, ...]] = ("description",)

    recovered_on = DayField(label=_("Recovered on"), required=False)
    returned_on = DayField(label=_("Given back on"), required=False)

    class Meta:
        model = PropertyItem
        fields = ["category", "description", "value_cny", "owner", "recovered_on", "returned_on"]
        labels = {
            "category": _("Kind of property"), "description": pgettext_lazy("property", "What it is"),
            "value_cny": _("Value in yuan"), "owner": _("Whose it is"),
        }  # fmt: skip
        help_texts = {
            "description": _("Make, model, colour, number; nobody's name."),
            "value_cny": _("0 if it is worth nothing that can be told."),
        }
        error_messages = {"category": UNKNOWN, "owner": UNKNOWN}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.look(model_to_dict(self.instance, self.Meta.fields) if self.instance.pk else None)

    def clean(self) -> dict[str, Any]:
        """The cleaned values, with the days in order."""
        found = super().clean()
        days = {name: found.get(name) for name in ("recovered_on", "returned_on")}
        for name, words in day_errors(self.instance.case, **days).items():
            if name not in self.errors:
                self.add_error(name, words)
        return found


class ReturnAllForm(forms.Form):
    """On which day the owners got everything back."""

    on = DayField(label=_("Given back on"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["on"] = timezone.localdate()
