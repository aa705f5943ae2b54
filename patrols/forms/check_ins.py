"""The check-in by hand, or by the token of a sign, without a position: what the page can do without JavaScript."""

from datetime import datetime
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from patrols.claims import CheckInClaim
from patrols.models import CheckIn


class CheckInForm(forms.Form):
    """One check-in at one point. The UUID is made with the form, so that a double tap writes it once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    sign = forms.CharField(label=_("Sign"), max_length=40, required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def claim(self, *, point: str, now: datetime) -> CheckInClaim:
        """What is asked for: by QR code where the sign's token came along, else by hand."""
        sign = self.cleaned_data["sign"]
        return CheckInClaim(
            uuid=self.cleaned_data["uuid"],
            point=point,
            captured_at=now,
            method=CheckIn.Method.QR if sign else CheckIn.Method.MANUAL,
            note=self.cleaned_data["note"],
            sign=sign,
        )
