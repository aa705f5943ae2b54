"""A school as police enter it, and the part that its head keeps."""

from datetime import time
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.unit_choice import settle_unit, unit_id_of
from campus_safety.geo.forms import PlaceForm
from campus_safety.levels import Level
from schools.models import School

MOST_PEOPLE = 100_000
_phone = RegexValidator(r"^[0-9+][0-9 -]{4,18}$", _("A phone number has digits, spaces and dashes only."))


def phone_field(label: Any) -> forms.CharField:
    """A phone number, or none."""
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=20, required=False, validators=[_phone], widget=widget)


def count_field(label: Any, help_text: Any = "", **options: Any) -> forms.IntegerField:
    """A head count."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_PEOPLE, widget=widget, help_text=help_text, **options
    )


def clock_field(label: Any) -> forms.TimeField:
    """A time of the day, or none."""
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("A time is written as HH:MM.")},
    )  # fmt: skip


class PeopleForm(forms.ModelForm[School]):
    """Who heads a school, how to reach it, how many are there and when they come and go: what its head keeps."""

    head = forms.CharField(label=_("Head"), max_length=60, required=False)
    head_phone = phone_field(_("Phone of the head"))
    duty_phone = phone_field(_("Phone of the gatehouse"))
    pupils = count_field(_("Pupils"), _("A head count; never a child's name."))
    staff = count_field(_("Staff"), _("Teachers and all others."))
    arrives_at = clock_field(_("Arrival"))
    dismisses_at = clock_field(_("Dismissal"))

    class Meta:
        model = School
        fields = ["head", "head_phone", "duty_phone", "pupils", "staff", "arrives_at", "dismisses_at"]

    def clean(self) -> dict[str, Any]:
        """The cleaned values; dismissal comes after arrival."""
        found = super().clean() or {}
        arrives: time | None = found.get("arrives_at")
        dismisses: time | None = found.get("dismisses_at")
        if arrives and dismisses and dismisses <= arrives:
            self.add_error("dismisses_at", _("Dismissal must come after arrival."))
        return found


class SchoolForm(PeopleForm, PlaceForm[School]):
    """A school with all of its base data."""

    levels = forms.MultipleChoiceField(
        label=_("Kind"), choices=Level.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind."), "invalid_choice": _("There is none such.")},
    )  # fmt: skip

    class Meta:
        model = School
        fields = ["unit", "name", "is_private", "address", "latitude", "longitude", *PeopleForm.Meta.fields, "is_open"]
        labels = {
            "unit": _("Unit"), "name": _("Name of the school"), "address": _("Address"), "is_private": _("Private"),
            "is_open": _("In operation"),
        }  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        settle_unit(self, user, of_station=True)
        if self.instance.pk is not None:
            self.initial["levels"] = [level.level for level in self.instance.levels.all()]

    def clean(self) -> dict[str, Any]:
        """The cleaned values; a station has one school of a name."""
        found = super().clean()
        unit_id = unit_id_of(self)
        same = School.objects.filter(name=found.get("name")).exclude(pk=self.instance.pk)
        if unit_id is not None and same.filter(unit_id=unit_id).exists():
            self.add_error("name", _("There is a school of this name already."))
        return found
