"""Why a duty is cancelled."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CancelForm(forms.Form):
    """The reason, which stands in the record."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Such as: no school because of heavy rain."),
        error_messages={"required": _("Say why the duty is cancelled.")},
    )  # fmt: skip
