"""Premises round the schools as they are entered, and a check on them."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.accounts.unit_choice import settle_unit, unit_id_of
from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.geo.forms import PlaceForm
from campus_safety.uploads.forms import PhotosField
from schools.actions.premises import next_check_after
from schools.forms.inspections import text_area
from schools.forms.schools import count_field, phone_field
from schools.models import Premises, PremisesCheck

# Entered with premises, and from then on said by checks alone.
SAID_BY_CHECKS = ("temporary_residents", "next_check_on", "is_open")


def next_check_field(**options: Any) -> DayField:
    """The day of the next check, which is not over; it may be left empty."""
    return DayField(label=_("Next check"), required=False, validators=[_is_to_come], **options)


def _is_to_come(day: date) -> None:
    if day < timezone.localdate():
        raise forms.ValidationError(_("The next check cannot lie in the past."))


class PremisesForm(FreeTextForm, PlaceForm[Premises]):
    """A site with its place and its contact; if it is new, also what checks will say of it later."""

    free_texts = ("name", "address", "note")

    contact_phone = phone_field(_("Phone of the contact"))
    temporary_residents = count_field(
        _("Temporary residents"), _("Of a rental house: a head count, never a name."), required=False
    )
    note = text_area(_("Note"), most=500)
    next_check_on = next_check_field(help_text=_("Left empty, the portal sets the usual day."))

    class Meta:
        model = Premises
        fields = [
            "unit", "kind", "name", "address", "latitude", "longitude", "contact", "contact_phone",
            "temporary_residents", "note", "next_check_on", "is_open",
        ]  # fmt: skip
        labels = {
            "unit": _("Unit"), "kind": _("Kind"), "name": pgettext_lazy("of premises", "Name"), "address": _("Address"),
            "contact": _("Contact"), "is_open": pgettext_lazy("of premises", "In operation"),
        }  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        settle_unit(self, user, of_station=True)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Choose the kind")), *Premises.Kind.choices]
        if self.instance.pk:
            for name in SAID_BY_CHECKS:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The cleaned values: residents live in rental houses, and a station has one site of a kind and name."""
        found = super().clean()
        may_have_residents = found.get("kind", Premises.Kind.RENTAL) == Premises.Kind.RENTAL
        if found.get("temporary_residents") is not None and not may_have_residents:
            self.add_error("temporary_residents", _("Only a rental house has temporary residents: leave this empty."))
        unit_id = unit_id_of(self)
        same = Premises.objects.filter(kind=found.get("kind"), name=found.get("name")).exclude(pk=self.instance.pk)
        if unit_id is not None and same.filter(unit_id=unit_id).exists():
            self.refuse_name()
        return found

    def refuse_name(self) -> None:
        """Say that the station keeps premises of this kind and name already."""
        self.add_error("name", _("There are premises of this kind and name already."))


class CheckForm(FreeTextForm):
    """What was found on premises, and when they are to be looked at again."""

    free_texts = ("note",)
    field_order = ("outcome", "temporary_residents", "note", "photos", "next_check_on")

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=PremisesCheck.Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say what was found."), "invalid_choice": _("There is none such.")},
    )  # fmt: skip
    temporary_residents = count_field(_("Temporary residents"), _("A head count, never a name."), required=False)
    note = text_area(_("Note"), most=500)
    photos = PhotosField(label=_("Photos"), required=False)
    next_check_on = next_check_field()

    def __init__(self, *args: Any, premises: Premises, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["next_check_on"] = next_check_after(timezone.localdate())
        if premises.kind != Premises.Kind.RENTAL:
            del self.fields["temporary_residents"]
