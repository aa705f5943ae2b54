"""Find my school: what may be asked for."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _


class SchoolSearch(forms.Form):
    """One or two characters of a school's name."""

    q = forms.CharField(
        label=_("Name of the school"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
        validators=[MaxLengthValidator(30, _("Type one or two characters of the name."))],
    )
