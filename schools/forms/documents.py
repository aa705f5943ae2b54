"""A document of a school, and a newer version of it."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.uploads.forms import UploadField
from schools.models import Document


class DocumentForm(FreeTextForm, forms.ModelForm[Document]):
    """A document with its file."""

    free_texts = ("title",)
    field_order = ["kind", "title", "upload", "valid_until"]

    upload = UploadField(label=_("File"))
    title = forms.CharField(
        label=_("Title"), max_length=100, required=False, help_text=_("Left empty, it is called by its kind.")
    )
    valid_until = DayField(
        label=_("Valid until"),
        required=False,
        help_text=_("You are reminded before it runs out. Leave empty if it does not."),
    )

    class Meta:
        model = Document
        fields = ["kind", "title", "valid_until"]
        labels = {"kind": _("Kind")}
        error_messages = {"kind": UNKNOWN | {"required": _("Choose the kind.")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Choose the kind")), *Document.Kind.choices]

    def clean_valid_until(self) -> date | None:
        """The day. Raises ValidationError if the document has run out already."""
        day: date | None = self.cleaned_data["valid_until"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is past: upload a document that is still valid."))
        return day

    def clean(self) -> dict[str, Any]:
        """The cleaned values; a document without a title is called by its kind."""
        found = super().clean()
        if not found.get("title") and found.get("kind"):
            found["title"] = str(Document.Kind(found["kind"]).label)
        return found
