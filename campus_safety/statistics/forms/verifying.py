"""What is asked of whoever wants a report verified."""

import re
from hashlib import sha256
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 5 * 1024 * 1024
HASH = re.compile("[0-9a-f]{64}")


class VerifyForm(forms.Form):
    """A report as a file, or its hash as it is printed; cleaned, each is the SHA-256 in hex, or "" for none."""

    file = forms.FileField(
        label=_("The report as a file"), required=False,
        help_text=_("PDF, Word or Excel, up to 5 MB. It is looked at and not kept."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx"}),
        error_messages={"empty": _("The file is empty.")},
    )  # fmt: skip
    hash = forms.CharField(
        label=_("Or its hash"), required=False, max_length=200,
        help_text=_("The 64 letters and digits at the end of the report; spaces between them do no harm."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_file(self) -> str:
        """Of the file's content. Raises ValidationError for one that is too large."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB; no report is."))
        hashed = sha256()
        for chunk in file.chunks():
            hashed.update(chunk)
        return hashed.hexdigest()

    def clean_hash(self) -> str:
        """Without spaces. Raises ValidationError for what is no SHA-256."""
        text = "".join(self.cleaned_data["hash"].split()).lower()
        if text and not HASH.fullmatch(text):
            raise forms.ValidationError(_("A hash has 64 characters, each a digit or a letter from a to f."))
        return text

    def clean(self) -> dict[str, Any]:
        """The cleaned values. Adds an error if there is neither."""
        found = super().clean() or {}
        if not self.errors and not (found["file"] or found["hash"]):
            self.add_error("file", _("Choose the file, or type its hash below."))
        return found
