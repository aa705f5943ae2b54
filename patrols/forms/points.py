"""A patrol point as it is entered: whose it is, where, for which schools, and from when until when."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.unit_choice import settle_unit, unit_id_of
from campus_safety.days import DayField
from campus_safety.geo.forms import PlaceForm
from campus_safety.rows import RowsField
from campus_safety.wording import listed
from patrols.models import PatrolPoint
from patrols.models.points import LEAST_FENCE_M, MOST_FENCE_M
from schools.models import School

MOST_BATCHES = 999


class SchoolChoiceField(RowsField):
    """Schools by name; for who sees several units with the unit's."""

    has_units = False

    def label_from_instance(self, obj: Any) -> str:
        """The name, and where needed the unit."""
        return f"{obj.name} · {obj.unit}" if self.has_units else str(obj.name)


class PointForm(PlaceForm[PatrolPoint]):
    """A new point, or one that exists: that one keeps its code, which stands on its signs."""

    batch = forms.IntegerField(
        label=_("Batch"), initial=1, min_value=1, max_value=MOST_BATCHES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    fence_radius_m = forms.IntegerField(
        label=_("Fence radius (m)"), initial=50, min_value=LEAST_FENCE_M, max_value=MOST_FENCE_M,
        help_text=_("A check-in from farther away is flagged."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    schools = SchoolChoiceField(
        label=_("Schools served"), queryset=School.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("There is none such."), "invalid_pk_value": _("There is none such.")},
    )  # fmt: skip
    in_force_from = DayField(label=_("In force from"))
    in_force_until = DayField(
        label=_("In force until"), required=False, help_text=_("Leave empty while there is no end.")
    )

    class Meta:
        model = PatrolPoint
        fields = [
            "unit", "code", "name", "batch", "address", "latitude", "longitude", "fence_radius_m", "schools",
            "in_force_from", "in_force_until", "is_published",
        ]  # fmt: skip
        labels = {
            "unit": _("Unit"), "code": _("Code"), "name": _("Name of the point"), "address": _("Address"),
            "is_published": _("Published: shown on the public page"),
        }  # fmt: skip
        error_messages = {"code": {"unique": _("This code is taken. Choose another one.")}}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        settle_unit(self, user, of_station=True)
        schools: Any = self.fields["schools"]
        is_new: bool = self.instance.pk is None
        schools.queryset = School.objects.visible_to(user).select_related("unit").order_by("unit__code", "name")
        schools.has_units = "unit" in self.fields
        if is_new:
            self.initial["in_force_from"] = timezone.localdate()
            self.fields["code"].help_text = _(
                "Letters of the unit, a dash, a number: SPQ-01. It stands on the sign and stays."
            )
        else:
            schools.queryset = schools.queryset.filter(unit_id=self.instance.unit_id)
            if self.instance.is_temporary and not self.instance.is_published:
                self.fields["is_published"].disabled = True
                self.fields["is_published"].help_text = _("A point for one day, as at an event, is not published.")
            self.fields["code"].disabled = True
            self.fields["code"].help_text = _("It stands on the signs and stays.")

    def clean_code(self) -> str:
        """The code in capitals."""
        return str(self.cleaned_data["code"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """The cleaned values: schools are of the point's unit, and the last day is not before the first."""
        found = super().clean()
        unit_id = unit_id_of(self)
        strangers = [school.name for school in found.get("schools") or [] if school.unit_id != unit_id]
        if strangers:
            text = _("%(names)s: of another unit than the point.")
            self.add_error("schools", forms.ValidationError(text, params={"names": listed(strangers)}))
        first, last = found.get("in_force_from"), found.get("in_force_until")
        if first and last and last < first:
            self.add_error("in_force_until", _("The last day lies before the first."))
        return found
