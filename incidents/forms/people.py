"""People of a case, and why somebody sees them in full."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from incidents.masking import plain_phone
from incidents.models import CasePerson

PHONE = re.compile(r"\+?[0-9]{3,15}")
NOT_REMEMBERED = {"autocomplete": "off", "spellcheck": "false"}


class PersonForm(forms.Form):
    """Somebody of a case; what is kept already is not filled in, but named masked beside its field."""

    role = forms.ChoiceField(
        label=_("Role in the case"), choices=CasePerson.Role.choices, widget=forms.RadioSelect,
        error_messages=UNKNOWN | {"required": _("Say who it is in the case.")},
    )  # fmt: skip
    is_minor = forms.BooleanField(label=_("A minor: nothing is kept but the role"), required=False)
    name = forms.CharField(label=_("Name"), max_length=50, required=False, widget=forms.TextInput(attrs=NOT_REMEMBERED))
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput(attrs=NOT_REMEMBERED | {"type": "tel"})
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs=NOT_REMEMBERED | {"rows": 3}),
        help_text=_("Encrypted like name and phone."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: CasePerson | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if person is None:
            return
        self.initial = {"role": person.role, "is_minor": person.is_minor}
        for field, shown in (("name", person.masked_name), ("phone", person.masked_phone)):
            if shown:
                self.fields[field].help_text = _("Now %(shown)s. Left empty, it stays.") % {"shown": escape(shown)}
        if person.note:
            self.fields["note"].help_text = _("A note is kept. Left empty, it stays.")

    def clean_phone(self) -> str:
        """The number without blanks and hyphens. Raises ValidationError if it is none."""
        phone = plain_phone(self.cleaned_data["phone"])
        if phone and PHONE.fullmatch(phone) is None:
            raise forms.ValidationError(_("A phone number has 3 to 15 digits."))
        return phone


class RevealForm(FreeTextForm):
    """Why somebody must be seen in full."""

    free_texts: ClassVar[tuple[str, ...]] = ("reason",)

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What you need it for. It goes on the trail, so leave out what you are about to see."),
        error_messages={"required": _("Say what you need it for.")},
    )  # fmt: skip
