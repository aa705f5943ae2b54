"""What checking, sending back and signing a report asks for."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.actions import note_refused_sign_in
from campus_safety.accounts.models import User
from campus_safety.free_text import FreeTextForm
from campus_safety.statistics.models import Report
from campus_safety.statistics.snapshot import Snapshot

MOST_WORDS = 500


class SnapshotField(forms.CharField):
    """What the page showed; cleaned, a Snapshot."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Snapshot:
        """Raises ValidationError for what none of our pages has given."""
        return Snapshot.read(super().clean(value))


class CheckForm(forms.Form):
    """Somebody has gone through these very figures."""

    seen = SnapshotField()


class SendBackForm(FreeTextForm):
    """Why a report is to be looked at again."""

    free_texts = ("text",)
    field_order = ["text"]

    text = forms.CharField(
        label=_("What is to be looked at again"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what is to be looked at again.")},
    )  # fmt: skip


class SignForm(FreeTextForm):
    """The commander's own password, and of a later revision why the period is signed anew."""

    free_texts = ("reason",)
    field_order = ["reason", "numbers_are_meant", "password", "seen"]

    seen = SnapshotField()
    reason = forms.CharField(
        label=_("Why the period is signed anew"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why this period is signed anew.")},
    )  # fmt: skip
    password = forms.CharField(
        label=_("Your password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Once more, so that nobody else signs at your desk."),
        error_messages={"required": _("Enter your password.")},
    )  # fmt: skip

    def __init__(self, *args: Any, report: Report, user: User, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.request = user, request
        if report.revision == 1:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """The cleaned values. The password is tried last, and a wrong one counts as a failed sign-in."""
        found = super().clean()
        if not self.errors and not self._is_user(found["password"]):
            note_refused_sign_in(username=self.user.username, by="signature")
            self.add_error("password", _("This is not your password. After five failed attempts it is locked."))
        return found

    def _is_user(self, password: str) -> bool:
        user = authenticate(self.request, username=self.user.username, password=password)
        return user is not None and user.pk == self.user.pk
