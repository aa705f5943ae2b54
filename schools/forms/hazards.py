"""A hazard as it is entered, reported, taken up, and taken to its end."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.rows import RowsField
from campus_safety.uploads.forms import PhotosField
from schools.forms.inspections import text_area
from schools.models import Hazard

USUAL_DAYS = 7
LONGEST = timedelta(days=366)
OWNERS_AT_SCHOOL = (Hazard.Owner.SCHOOL, Hazard.Owner.STATION, Hazard.Owner.OTHER)
OWNERS_AT_PREMISES = (Hazard.Owner.PREMISES, Hazard.Owner.STATION, Hazard.Owner.OTHER)
SOURCES = [choice for choice in Hazard.Source.choices if choice[0] in {Hazard.Source.INSPECTION, Hazard.Source.PATROL}]


def choose_owner(form: forms.BaseForm, owners: Collection[str]) -> None:
    """Let one of these owners be chosen."""
    field: Any = form.fields["owner"]
    field.choices = [choice for choice in Hazard.Owner.choices if choice[0] in owners]


def deadline_field(**options: Any) -> DayField:
    """A day from today on, a year ahead at most: see `check_deadline`."""
    return DayField(label=_("Deadline"), error_messages={"required": _("Say until when.")}, **options)


def check_deadline(day: date | None) -> date | None:
    """The day. Raises ValidationError if it is past or more than a year ahead."""
    today = timezone.localdate()
    if day is not None and day < today:
        raise forms.ValidationError(_("The deadline lies in the past."))
    if day is not None and day > today + LONGEST:
        raise forms.ValidationError(_("The deadline is more than a year ahead."))
    return day


def usual_deadline() -> date:
    """A week from today."""
    return timezone.localdate() + timedelta(days=USUAL_DAYS)


class DeadlineForm(FreeTextForm):
    """A form with a deadline; a week from today unless there is one."""

    due_on = deadline_field()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["due_on"] = self.initial.get("due_on") or usual_deadline()

    def clean_due_on(self) -> date | None:
        """The day, if it can be a deadline."""
        return check_deadline(self.cleaned_data["due_on"])


class ReportForm(FreeTextForm, forms.ModelForm[Hazard]):
    """A hazard as a principal reports it."""

    free_texts: ClassVar[tuple[str, ...]] = ("description", "place")

    description = forms.CharField(
        label=_("What is wrong"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words what is wrong.")},
        help_text=_("One hazard at a time; no child's name."),
    )  # fmt: skip
    place = forms.CharField(label=_("Where exactly"), max_length=100, required=False)
    photos = PhotosField(label=_("Photos of how it is"), required=False)

    class Meta:
        model = Hazard
        fields = ["description", "place", "severity"]
        labels = {"severity": _("Severity")}
        widgets = {"severity": forms.RadioSelect}
        error_messages = {"severity": UNKNOWN}


class HazardForm(ReportForm, DeadlineForm):
    """A hazard as police enter it: with who puts it right, and until when."""

    free_texts = (*ReportForm.free_texts, "owner_name")
    field_order = ["description", "place", "severity", "photos", "owner", "owner_name", "due_on", "source"]

    class Meta(ReportForm.Meta):
        fields = ["description", "place", "severity", "owner", "owner_name", "due_on", "source"]
        labels = ReportForm.Meta.labels | {
            "owner": _("To be put right by"), "owner_name": _("Department or authority"), "source": _("Found on"),
        }  # fmt: skip
        widgets = ReportForm.Meta.widgets | {"owner": forms.RadioSelect, "source": forms.RadioSelect}
        error_messages = {"severity": UNKNOWN, "owner": UNKNOWN, "source": UNKNOWN}

    def __init__(self, *args: Any, owners: Collection[str], sources: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_owner(self, owners)
        if len(sources) < 2:
            del self.fields["source"]
            return
        found: Any = self.fields["source"]
        found.choices = sources


class TakeUpForm(DeadlineForm, forms.ModelForm[Hazard]):
    """What an officer settles about a reported hazard."""

    free_texts = ("text", "owner_name")
    field_order = ["owner", "owner_name", "severity", "due_on", "text"]

    text = text_area(_("Words to the school"), most=500)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_owner(self, OWNERS_AT_SCHOOL)

    class Meta:
        model = Hazard
        fields = ["owner", "owner_name", "severity", "due_on"]
        labels = HazardForm.Meta.labels | {"severity": _("Severity")}
        widgets = {"owner": forms.RadioSelect, "severity": forms.RadioSelect}
        error_messages = {"owner": UNKNOWN, "severity": UNKNOWN}


class AssignForm(forms.Form):
    """Which officer of the station is in charge from now on."""

    officer = forms.ModelChoiceField(
        label=_("Officer in charge"), queryset=User.objects.none(), empty_label=None,
        error_messages=UNKNOWN | {"required": _("Choose the officer.")},
    )  # fmt: skip

    def __init__(self, *args: Any, hazard: Hazard, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["officer"]
        field.queryset = User.objects.officers().filter(unit_id=hazard.unit_id).order_by("name", "pk")
        self.initial["officer"] = hazard.officer_id


class RectifyForm(FreeTextForm):
    """That it is put right, with photos of how it is now."""

    free_texts = ("text",)

    photos = PhotosField(label=_("Photos of how it is now"), required=False)
    text = text_area(_("What was done"), most=500, help_text=_("Needed if there is no photo."))

    def clean(self) -> dict[str, Any]:
        """The cleaned values; one of the two must be there."""
        found = super().clean()
        if not self.errors and not found.get("text") and not found.get("photos"):
            self.add_error("photos", _("Add a photo, or say what was done."))
        return found


class VerifyForm(FreeTextForm):
    """That an officer has seen it."""

    free_texts = ("text",)

    photos = PhotosField(label=_("Photos of how it is now"), required=False)
    text = text_area(_("Note"), most=500)


class SendBackForm(DeadlineForm):
    """Why it is not accepted, and the new deadline."""

    free_texts = ("text",)
    field_order = ["text", "due_on", "photos"]

    text = text_area(_("What is still wrong"), most=500, required=True)
    photos = PhotosField(label=_("Photos of how it is now"), required=False)


class ExtendForm(DeadlineForm):
    """The new deadline and why."""

    free_texts = ("text",)
    field_order = ["due_on", "text"]

    text = text_area(_("Reason"), most=500, required=True)


class WithdrawForm(FreeTextForm):
    """Why it is no hazard."""

    free_texts = ("text",)

    text = text_area(_("Reason"), most=500, required=True, help_text=_("Such as: entered twice. It stays on record."))


class NoticeForm(forms.Form):
    """Which open hazards a rectification notice names."""

    hazards = RowsField(
        label=_("Hazards on the notice"), queryset=Hazard.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose one hazard at least."), "invalid_choice": _("There is none such."),
            "invalid_pk_value": _("There is none such."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, open_hazards: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["hazards"]
        field.queryset = open_hazards
