"""What the public is asked for: as little as a tip needs, in a form that a phone fills in within three minutes."""

from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.free_text import FreeTextForm
from campus_safety.geo.forms import DegreesField, PlaceForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.uploads.forms import UploadField
from campus_safety.uploads.models import Kind
from outreach.models import Tip
from outreach.tip_codes import make_code
from outreach.tip_stations import station_for
from schools.forms.inspections import text_area
from schools.models import School

MOST_WORDS = 1000
_signer = signing.Signer(salt="outreach.tip_code")


class TipForm(FreeTextForm, PlaceForm[Tip]):
    """A tip by whoever wants to give one. It goes to the station that `clean` finds."""

    free_texts: ClassVar[tuple[str, ...]] = ("text", "place")
    field_order = ["category", "text", "school", "place", "latitude", "longitude", "photo", "numbers_are_meant"]

    category = forms.ChoiceField(
        label=_("What is it about"), choices=Tip.Category.choices, widget=forms.RadioSelect,
        error_messages=UNKNOWN | {"required": _("Choose what it is about.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("What you saw"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What, when, how often, what it looked like. Your own name is not needed."),
        error_messages={"required": _("Say what you saw.")},
    )  # fmt: skip
    school = forms.ModelChoiceField(
        label=_("At which school"), queryset=School.objects.none(), required=False,
        empty_label=_("At none of them, or I do not know"), error_messages=UNKNOWN,
    )  # fmt: skip
    place = forms.CharField(
        label=_("Where exactly"), max_length=100, required=False, help_text=_("Such as: beside the east gate.")
    )
    latitude = DegreesField(label=_("Latitude"), required=False)
    longitude = DegreesField(label=_("Longitude"), required=False)
    photo = UploadField(
        kinds=(Kind.IMAGE,), label=_("A photo"), required=False,
        help_text=_("Where and with what it was taken is removed from it. Best without a child's face."),
    )  # fmt: skip
    # The code that this form will have: sent twice, it is one tip with one code.
    code = forms.CharField(widget=forms.HiddenInput, required=False)
    # Nobody sees this one; programs that fill in whatever they find do.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    class Meta:
        model = Tip
        fields: ClassVar[list[str]] = ["category", "text", "school", "place", "latitude", "longitude"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        schools: Any = self.fields["school"]
        schools.queryset = School.objects.filter(is_open=True).select_related("unit").order_by("name", "pk")
        self.initial["code"] = _signer.sign(make_code())

    def clean_code(self) -> str:
        """The code that this form was given; "" for one that is not ours, so that nobody chooses one."""
        try:
            return _signer.unsign(self.cleaned_data["code"])
        except signing.BadSignature:
            return ""

    def clean_website(self) -> str:
        """Nothing. Raises ValidationError for anything."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""

    def clean(self) -> dict[str, Any]:
        """The cleaned values; of a place both numbers are needed. The tip has its station."""
        found = super().clean()
        latitude, longitude = found.get("latitude"), found.get("longitude")
        place = (latitude, longitude) if latitude is not None and longitude is not None else None
        if place is None and latitude is not longitude and not {"latitude", "longitude"} & set(self.errors):
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, _("A place has both numbers, or none."))
        if not self.errors:
            station = station_for(place=place, school=found.get("school"))
            if station is None:
                raise forms.ValidationError(_("No police station can be reached here yet. Call 110."))
            self.instance.unit = station
        return found


class CodeForm(forms.Form):
    """The code of a tip, as it is typed."""

    code = forms.CharField(
        label=pgettext_lazy("tip", "Code"), max_length=60,
        help_text=_("Sixteen letters and digits. Upper or lower case, with or without hyphens."),
        error_messages={"required": _("Type the code that you were given.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "inputmode": "text"}
        ),
    )  # fmt: skip


class WriteAgainForm(FreeTextForm):
    """What whoever left a tip has to add."""

    free_texts = ("text",)
    field_order = ["text"]

    text = text_area(_("What you want to add"), most=MOST_WORDS, required=True)
