"""What is still to be said to make a case or a hazard of a tip: a short form, filled in from what the tip says."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.cases import CaseForm
from incidents.models import Case, Category
from outreach.forms.opinions import school_field
from outreach.models import Tip
from schools.forms import HazardForm
from schools.forms.hazards import OWNERS_AT_SCHOOL
from schools.models import Hazard, School

MOST_OF_HAZARD = 300
CATEGORY_OF = {Tip.Category.THEFT: "theft"}


def _offer_schools_of(form: forms.BaseForm, tip: Tip) -> None:
    """Let `school` be one of the tip's unit; the tip's own is chosen."""
    field: Any = form.fields["school"]
    field.queryset = School.objects.filter(unit_id=tip.unit_id, is_open=True).order_by("name")
    form.initial.update({"school": tip.school_id, "place": tip.place})


class CaseOfTipForm(CaseForm):
    """A case of which somebody from the public told, at the place of the tip."""

    field_order = [
        "category", "school", "is_off_campus", "place", "event", "occurred_from", "occurred_until", "facts",
    ]  # fmt: skip

    school = school_field(required=False, help_text=_("Off campus: the school that it concerns, if any."))

    class Meta(CaseForm.Meta):
        fields: ClassVar[list[str]] = [*CaseForm.Meta.fields, "school"]

    def __init__(self, *args: Any, tip: Tip, **options: Any) -> None:
        place = {"latitude": tip.latitude, "longitude": tip.longitude}
        made = Case(unit_id=tip.unit_id, way=Case.Way.TIP, reported_at=tip.received_at, **place)
        super().__init__(*args, instance=made, **options)
        _offer_schools_of(self, tip)
        category = Category.objects.filter(code=CATEGORY_OF.get(Tip.Category(tip.category), ""), is_active=True).first()
        self.initial.update({"facts": tip.text, "occurred_from": tip.received_at, "category": category})
        self.initial["is_off_campus"] = tip.school_id is None


class HazardOfTipForm(HazardForm):
    """A hazard at a school of which somebody from the public told."""

    field_order = ["school", *HazardForm.field_order]

    school = school_field()

    class Meta(HazardForm.Meta):
        fields = ["school", *HazardForm.Meta.fields]

    def __init__(self, *args: Any, tip: Tip, **options: Any) -> None:
        made = Hazard(unit_id=tip.unit_id, source=Hazard.Source.PUBLIC)
        super().__init__(*args, instance=made, owners=OWNERS_AT_SCHOOL, sources=[], **options)
        del self.fields["photos"]
        _offer_schools_of(self, tip)
        self.initial["description"] = tip.text[:MOST_OF_HAZARD]
