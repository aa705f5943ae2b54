"""What a school asks for at an event, what it has seen to, and how it went."""

from typing import Any, ClassVar

from django import forms
from django.forms.models import construct_instance, model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.free_text import FreeTextForm
from campus_safety.geo.forms import DegreesField, PlaceForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.moments import MomentField
from campus_safety.seen import SeenForm
from outreach.actions.cover_checks import check_cover
from outreach.checklist import CHECKLIST
from outreach.forms.opinions import offer_schools, school_field
from outreach.models import EventCover
from outreach.models.covers import MOST_PEOPLE
from patrols.forms.outings import OutingForm
from patrols.models import Outing
from schools.forms.inspections import text_area
from schools.models import School

FIELDS = [
    "title", "starts_at", "ends_at", "people", "valuables_watched_by", "is_off_campus", "place", "latitude",
    "longitude", "wishes",
]  # fmt: skip
MARKS = [
    ("5", pgettext_lazy("mark", "5 · very well")),
    ("4", pgettext_lazy("mark", "4 · well")),
    ("3", pgettext_lazy("mark", "3 · fair")),
    ("2", pgettext_lazy("mark", "2 · poorly")),
    ("1", pgettext_lazy("mark", "1 · badly")),
]


class CoverForm(SeenForm, FreeTextForm, PlaceForm[EventCover]):
    """An event as its school asks police to cover it: what, when, how many, who watches the things, where."""

    free_texts: ClassVar[tuple[str, ...]] = ("title", "valuables_watched_by", "place", "wishes")

    title = forms.CharField(
        label=pgettext_lazy("event cover", "What is on"), max_length=100,
        error_messages={"required": _("Say what is on.")},
    )  # fmt: skip
    starts_at = MomentField(label=_("From"), error_messages={"required": _("Say when it begins.")})
    ends_at = MomentField(label=_("Until"), error_messages={"required": _("Say when it ends.")})
    people = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=MOST_PEOPLE, help_text=_("Children, staff and guests."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    valuables_watched_by = forms.CharField(
        label=_("Who watches phones, bags and instruments"), max_length=100,
        help_text=_("A role, not a name: somebody who does nothing else."),
        error_messages={"required": _("Say who watches phones, bags and instruments: a role, not a name.")},
    )  # fmt: skip
    is_off_campus = forms.BooleanField(label=_("It is off campus"), required=False)
    place = forms.CharField(
        label=_("Where exactly"), max_length=100, required=False, help_text=_("Needed if it is off campus.")
    )
    latitude = DegreesField(label=_("Latitude"), required=False)
    longitude = DegreesField(label=_("Longitude"), required=False)
    wishes = text_area(_("What else police should know"), most=500)

    class Meta:
        model = EventCover
        fields: ClassVar[list[str]] = FIELDS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.look(model_to_dict(self.instance, FIELDS) if self.instance.pk else None)

    def school_of(self, found: dict[str, Any]) -> School | None:
        """The school whose event it is; None where none is chosen."""
        return self.instance.school

    def clean(self) -> dict[str, Any]:
        """The cleaned values; on campus the place is the school's. The action says what does not go together."""
        found = super().clean()
        school = self.school_of(found)
        if not found.get("is_off_campus"):
            found |= {"latitude": school.latitude, "longitude": school.longitude} if school else {}
        elif found.get("latitude") is None or found.get("longitude") is None:
            self.add_error("latitude", _("Off campus: tap the place on the map, or type its degrees."))
        if not self.errors:
            try:
                check_cover(construct_instance(self, self.instance), timezone.now())
            except forms.ValidationError as error:
                self.add_error(None, error)
        return found


class CoverOfSchoolForm(CoverForm):
    """The same as police enter it for a school."""

    field_order = ["school", *FIELDS]

    school = school_field()

    class Meta(CoverForm.Meta):
        fields: ClassVar[list[str]] = ["school", *FIELDS]

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_schools(self, user)

    def school_of(self, found: dict[str, Any]) -> School | None:
        """The school that is chosen."""
        return found.get("school")


class PreparedForm(forms.Form):
    """What of the checklist is seen to."""

    prepared = forms.MultipleChoiceField(
        label=_("Seen to"), choices=[(item.key, item.title) for item in CHECKLIST], required=False,
        widget=forms.CheckboxSelectMultiple, error_messages=UNKNOWN | {"invalid_list": _("There is none such.")},
    )  # fmt: skip


class RateForm(FreeTextForm):
    """How it went: a mark, and words if one likes."""

    free_texts = ("words",)
    field_order = ["mark", "words"]

    mark = forms.TypedChoiceField(
        label=_("Your mark"), choices=MARKS, coerce=int, widget=forms.RadioSelect,
        error_messages=UNKNOWN | {"required": _("Choose a mark from 1 to 5.")},
    )  # fmt: skip
    words = text_area(_("In a few words"), most=500, help_text=_("What was good, what was missing. No names."))


class CoverOutingForm(OutingForm):
    """The outing for an event: officers, vehicles, volunteers; its kind is known."""

    def __init__(self, *args: Any, cover: EventCover, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["units"], self.fields["topic"]
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(Outing.Kind.EVENT_COVER.value, Outing.Kind.EVENT_COVER.label)]
        fields["kind"].widget, fields["kind"].initial = forms.HiddenInput(), Outing.Kind.EVENT_COVER.value
        fields["officers"].initial = [officer.username for officer in cover.officers.all()]
