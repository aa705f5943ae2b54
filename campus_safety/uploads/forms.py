"""Form fields that take files in; their cleaned value is what `actions.store_file` stores."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from campus_safety.uploads.content import Taken, take
from campus_safety.uploads.models import Kind

# HEIC is left out on purpose: an iPhone then converts to JPEG by itself.
ACCEPTED = {Kind.IMAGE: "image/jpeg,image/png,image/webp", Kind.PDF: "application/pdf"}
MOST_PHOTOS = 6


def _accept(kinds: Sequence[Kind]) -> str:
    return ",".join(ACCEPTED[kind] for kind in kinds)


class ManyFilesInput(forms.FileInput):
    """Several files at once. Without `capture`, so a phone offers its camera and its album."""

    allow_multiple_selected = True


class UploadField(forms.FileField):
    """One file of the given kinds; cleaned to a `Taken`, or None if it may be left out and was."""

    default_error_messages = {
        "required": _("Choose a file."),
        "empty": _("The file is empty."),
    }

    def __init__(self, *, kinds: Sequence[Kind] = (Kind.IMAGE, Kind.PDF), **options: Any) -> None:
        options.setdefault("widget", forms.FileInput(attrs={"accept": _accept(kinds)}))
        super().__init__(**options)
        self.kinds = kinds

    def to_python(self, data: Any) -> Taken | None:  # type: ignore[override]  # what the file holds, not the file
        """The checked file. Raises ValidationError that says why it is not taken."""
        file: File | None = super().to_python(data)
        return None if file is None else take(file, kinds=self.kinds)


class PhotosField(UploadField):
    """Up to six photos; cleaned to a list of `Taken`. What is refused is named, for nobody sees which of six it was."""

    default_error_messages = {
        "required": _("Choose a photo."),
        "too_many": ngettext_lazy(
            "Choose at most %(most)s photo.", "Choose at most %(most)s photos at once.", "most"
        ),
    }  # fmt: skip

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("At most six. No child may be recognisable."))
        kinds = (Kind.IMAGE,)
        super().__init__(kinds=kinds, widget=ManyFilesInput(attrs={"accept": _accept(kinds)}), **options)

    def to_python(self, data: Any) -> Any:
        """The checked photos. Raises ValidationError with one reason for each that is not taken."""
        files = data or []
        if len(files) > MOST_PHOTOS:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"most": MOST_PHOTOS})
        taken, refused = [], []
        for file in files:
            try:
                taken.append(super().to_python(file))
            except ValidationError as error:
                refused.append(_named(file, error))
        if refused:
            raise ValidationError(refused)
        return taken


def _named(file: File, error: ValidationError) -> ValidationError:
    params = {"name": file.name, "reason": " ".join(error.messages)}
    return ValidationError(_("%(name)s: %(reason)s"), code=error.code, params=params)
