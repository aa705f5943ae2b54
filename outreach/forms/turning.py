"""What is still to be said to make something of a call: a short form, filled in from what the call says."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from incidents.models import Case, Category
from outreach.forms.calls import NO_SCHOOL
from outreach.forms.opinions import OwnOpinionForm, school_field
from outreach.forms.told import ToldCaseForm, ToldHazardForm, offer_schools_of
from outreach.models import Call, Opinion, Tip
from schools.models import Hazard

MOST_OF_HAZARD = 300
CASE_CATEGORY_OF = {Call.Topic.THEFT: "theft"}
OPINION_TOPIC_OF = {
    Call.Topic.TRAFFIC: Opinion.Topic.TRAFFIC,
    Call.Topic.SURROUNDINGS: Opinion.Topic.SURROUNDINGS,
}
TIP_CATEGORY_OF = {
    Call.Topic.THEFT: Tip.Category.THEFT,
    Call.Topic.STRANGER: Tip.Category.STRANGER,
    Call.Topic.TRAFFIC: Tip.Category.TRAFFIC,
}


class CaseOfCallForm(ToldCaseForm):
    """A case of which the hotline heard."""

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        code = CASE_CATEGORY_OF.get(Call.Topic(call.topic), "")
        made = Case(
            unit_id=call.unit_id, school_id=call.school_id, way=Case.Way.HOTLINE, reported_at=call.called_at,
            occurred_from=call.called_at, facts=call.text, category=Category.objects.filter(code=code).first(),
        )  # fmt: skip
        super().__init__(*args, instance=made, **options)


class HazardOfCallForm(ToldHazardForm):
    """A hazard at a school of which the hotline heard."""

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        made = Hazard(unit_id=call.unit_id, school_id=call.school_id, description=call.text[:MOST_OF_HAZARD])
        super().__init__(*args, instance=made, **options)


class OpinionOfCallForm(OwnOpinionForm):
    """What a school asks for or complains of on the hotline."""

    field_order = ["school", "kind", "topic", "text"]

    school = school_field()

    class Meta(OwnOpinionForm.Meta):
        fields: ClassVar[list[str]] = ["school", *OwnOpinionForm.Meta.fields]

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        topic = OPINION_TOPIC_OF.get(Call.Topic(call.topic), "")
        made = Opinion(kind=Opinion.Kind.REQUEST, topic=topic, text=call.text)
        super().__init__(*args, instance=made, initial={"school": call.school_id}, **options)
        offer_schools_of(self, call.unit_id)


class TipOfCallForm(FreeTextForm):
    """A tip that somebody left on the hotline."""

    free_texts = ("text",)
    field_order = ["category", "school", "text"]

    category = forms.ChoiceField(
        label=pgettext_lazy("tip", "Category"), choices=[("", _("Choose the category")), *Tip.Category.choices],
        error_messages=UNKNOWN | {"required": _("Choose the category.")},
    )  # fmt: skip
    school = school_field(NO_SCHOOL, required=False)
    text = forms.CharField(
        label=_("What was seen"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what was seen.")},
    )  # fmt: skip

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        category = TIP_CATEGORY_OF.get(Call.Topic(call.topic), "")
        initial = {"category": category, "school": call.school_id, "text": call.text}
        super().__init__(*args, initial=initial, **options)
        offer_schools_of(self, call.unit_id)
