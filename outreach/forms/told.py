"""A case or a hazard of which somebody told, on the hotline or in a tip: at a school of the unit that was told."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.cases import CaseForm
from outreach.forms.opinions import school_field
from schools.forms import HazardForm
from schools.forms.hazards import OWNERS_AT_SCHOOL
from schools.models import School


def offer_schools_of(form: forms.BaseForm, unit_id: int) -> None:
    """Let a form's `school` be one in operation of a unit."""
    field: Any = form.fields["school"]
    field.queryset = School.objects.filter(unit_id=unit_id, is_open=True).order_by("name")


class ToldCaseForm(CaseForm):
    """A case, filled in with what its instance says: unit, way and time of the report stay as they are there."""

    field_order = [
        "category", "school", "is_off_campus", "place", "event", "occurred_from", "occurred_until", "facts",
    ]  # fmt: skip

    school = school_field(required=False, help_text=_("Off campus: the school that it concerns, if any."))

    class Meta(CaseForm.Meta):
        fields: ClassVar[list[str]] = [*CaseForm.Meta.fields, "school"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_schools_of(self, self.instance.unit_id)
        category: Any = self.fields["category"]
        category.empty_label = _("Choose the category")  # which whoever told does not know

    def clean(self) -> dict[str, Any]:
        """The cleaned values; where it happened is asked for beside whatever else is missing."""
        found = super().clean()
        is_off_campus = found.get("is_off_campus")
        if not is_off_campus and not found.get("school") and not self.has_error("school"):
            self.add_error("school", _("Choose the school, or say that it happened off campus."))
        if is_off_campus and not found.get("place") and not self.has_error("place"):
            self.add_error("place", _("Say where it happened."))
        return found


class ToldHazardForm(HazardForm):
    """A hazard at a school, filled in with what its instance says."""

    field_order = ["school", *HazardForm.field_order]

    school = school_field()

    class Meta(HazardForm.Meta):
        fields = ["school", *HazardForm.Meta.fields]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, owners=OWNERS_AT_SCHOOL, sources=[], **options)
        del self.fields["photos"]
        offer_schools_of(self, self.instance.unit_id)
