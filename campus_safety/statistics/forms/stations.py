"""By which figure units that stand side by side are ordered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import UNKNOWN
from campus_safety.statistics.registry import indicators


class OrderForm(forms.Form):
    """The indicator, or none; the unit above them stays in the address."""

    unit = forms.CharField(widget=forms.HiddenInput, required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, error_messages=UNKNOWN)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["order"]
        field.choices = [("", _("By code")), *((indicator.key, indicator.label) for indicator in indicators())]
