"""A call to the hotline as it is logged, and what was done after it."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.forms.models import construct_instance, model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.accounts.unit_choice import settle_unit
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.moments import MomentField
from campus_safety.seen import SeenForm
from outreach.actions.calls import check_call
from outreach.forms.opinions import offer_schools, school_field
from outreach.models import Call
from schools.forms.inspections import text_area
from schools.models import School

NO_SCHOOL = _("No school in particular")


class CallForm(SeenForm, FreeTextForm, forms.ModelForm[Call]):
    """Who called by role, about what, what was said and answered; now, unless said otherwise."""

    free_texts: ClassVar[tuple[str, ...]] = ("text", "answer")
    field_order = [
        "unit", "topic", "caller", "school", "text", "answer", "numbers_are_meant", "needs_follow_up", "called_at",
    ]  # fmt: skip

    school = school_field(NO_SCHOOL, required=False)
    text = text_area(
        _("What was said"), most=1000, required=True, help_text=_("Without a name; the caller's number only if needed.")
    )
    answer = text_area(_("What was answered"), most=1000)
    needs_follow_up = forms.BooleanField(label=_("There is more to do"), required=False)
    called_at = MomentField(label=_("Called at"), error_messages={"required": _("Say when the call came.")})

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = [
            "unit", "topic", "caller", "school", "text", "answer", "needs_follow_up", "called_at",
        ]  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "unit": _("Police station"), "caller": _("Who called"), "topic": pgettext_lazy("call", "About what"),
        }  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {"caller": forms.RadioSelect, "topic": forms.RadioSelect}
        error_messages: ClassVar[dict[str, Any]] = {
            "caller": UNKNOWN | {"required": _("Say who called.")},
            "topic": UNKNOWN | {"required": _("Say what the call was about.")},
        }

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.look(model_to_dict(self.instance, self.Meta.fields) if self.instance.pk else None)
        settle_unit(self, user, of_station=True)
        offer_schools(self, user)
        for name, choices in (("caller", Call.Caller.choices), ("topic", Call.Topic.choices)):
            field: Any = self.fields[name]
            field.choices = choices
        if not self.instance.pk:
            self.initial["called_at"] = timezone.now()
            return
        school: Any = self.fields["school"]
        own = Q(pk=self.instance.school_id)
        school.queryset = School.objects.filter(Q(is_open=True) | own, unit_id=self.instance.unit_id).order_by("name")

    def clean(self) -> dict[str, Any]:
        """The cleaned values. What does not go together is named at its field."""
        found = super().clean()
        if not self.errors:
            try:
                check_call(construct_instance(self, self.instance), timezone.now())
            except forms.ValidationError as error:
                self.add_error(None, error)
        return found


class FollowUpForm(FreeTextForm):
    """What was done after a call."""

    free_texts = ("text",)

    text = text_area(_("What was done"), most=500, required=True)
