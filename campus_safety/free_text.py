"""Free text that looks as if it held somebody's number: the form asks once before it keeps it."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from unicodedata import normalize

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType, number_type
from stdnum.cn import ric
from stdnum.exceptions import ValidationError as NotANumber

_GAP = re.compile(r"(?<=[0-9])[ -](?=[0-9Xx])")
_EIGHTEEN = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
IDENTITY_CARD = _("an identity-card number")
PHONE = _("a phone number")


def numbers_in(text: str) -> Iterator[str | Promise]:
    """What personal numbers a text seems to hold: identity-card (GB 11643), phone (mobile, or with area code)."""
    text = normalize("NFKC", text)  # full-width digits are digits
    if any(_has_birth_date(found) for found in _EIGHTEEN.findall(_GAP.sub("", text))):
        yield IDENTITY_CARD
    for match in PhoneNumberMatcher(text, "CN", leniency=Leniency.VALID):
        if number_type(match.number) == PhoneNumberType.MOBILE or match.raw_string.startswith(("0", "+")):
            yield PHONE
            return


def _has_birth_date(digits: str) -> bool:
    try:
        ric.get_birth_date(digits)
    except NotANumber:
        return False
    return True


class FreeTextForm(forms.Form):
    """A form that doubts numbers in its `free_texts`, unless `numbers_are_meant`, asked only then, is ticked."""

    free_texts: ClassVar[tuple[str, ...]] = ()

    numbers_are_meant = forms.BooleanField(
        label=_("The number belongs here and is no child's or other person's"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        said = [str(self.data.get(self.add_prefix(name), "")) for name in self.free_texts]
        if not any(kind for text in said for kind in numbers_in(text)):
            del self.fields["numbers_are_meant"]

    def clean(self) -> dict[str, Any]:
        """The cleaned values; a text that seems to hold a personal number is doubted at its field."""
        found = super().clean() or {}
        if not found.get("numbers_are_meant"):
            for name in self.free_texts:
                for kind in numbers_in(found.get(name) or ""):
                    words = _("This looks like %(kind)s. Take it out, or say below that it is meant.")
                    self.add_error(name, words % {"kind": kind})
        return found

    def add_error(self, field: str | None, error: Any) -> None:
        """Name an error; what is wrong with a value that this form does not ask for, it says of the whole."""
        errors = getattr(error, "error_dict", {}) if field is None else {}
        for name, of_field in errors.items():
            super().add_error(name if name in self.fields else None, of_field)
        if not errors:
            super().add_error(field, error)
