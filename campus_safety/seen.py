"""Forms that notice when somebody else has changed a row since its page was drawn."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _


class SeenForm(forms.Form):
    """A form on a row that exists: what somebody changed meanwhile is not overwritten unseen.

    It carries along a digest of what it showed. Where the row says otherwise when it comes back it is refused, once:
    sent again it is meant. What does not carry it, as a program's request, is not asked.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def look(self, shown: Mapping[str, Any] | None) -> None:
        """Compare what the row says now, by field, with what was seen; None for a new row. Called by `__init__`."""
        self.is_stale = False
        if shown is None:
            del self.fields["seen"]
            return
        now, name = _digest_of(shown), self.add_prefix("seen")
        self.initial["seen"] = now
        if self.data.get(name, now) not in {"", now}:
            self.is_stale = True
            data: Any = self.data
            self.data = data = data.copy()
            data[name] = now

    def clean(self) -> dict[str, Any]:
        """The cleaned values. Adds an error if somebody was faster."""
        found = super().clean() or {}
        if self.is_stale:
            words = _("Somebody has changed this since you opened it. Look at it again; what you save now replaces it.")
            self.add_error(None, words)
        return found


def _digest_of(shown: Mapping[str, Any]) -> str:
    said = {name: _plain(value) for name, value in shown.items()}
    return sha256(repr(sorted(said.items())).encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, models.QuerySet):
        return str(sorted(value.values_list("pk", flat=True)))
    return str(value)
