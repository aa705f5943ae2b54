"""A case as it is reported by police or by a principal, and as it is put right."""

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
from campus_safety.geo.forms import DegreesField, PlaceForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.moments import MomentField
from campus_safety.seen import SeenForm
from incidents.actions.cases import check_case
from incidents.models import Case, Category
from schools.models import School

NOTHING_SPECIAL = pgettext_lazy("event", "Nothing special")


class SchoolField(forms.ModelChoiceField):
    """A school by name; for who sees several units with the unit's."""

    has_units = False

    def label_from_instance(self, obj: Any) -> str:
        """The name, and where needed the unit."""
        return f"{obj.name} · {obj.unit}" if self.has_units else str(obj.name)


class CaseForm(FreeTextForm, forms.ModelForm[Case]):
    """What everybody says of a case: what, when, where, in their own words."""

    free_texts: ClassVar[tuple[str, ...]] = ("facts", "place")

    category = forms.ModelChoiceField(
        label=pgettext_lazy("case", "category"), queryset=Category.objects.filter(is_active=True), empty_label=None,
        error_messages=UNKNOWN | {"required": _("Choose the category.")},
    )  # fmt: skip
    event = forms.ChoiceField(
        label=_("During what"), choices=[("", NOTHING_SPECIAL), *Case.Event.choices], required=False,
        error_messages=UNKNOWN,
    )  # fmt: skip
    occurred_from = MomentField(label=_("Occurred from"), error_messages={"required": _("Say when it happened.")})
    occurred_until = MomentField(
        label=_("Occurred until"), required=False, help_text=_("Left empty, it was one moment.")
    )
    is_off_campus = forms.BooleanField(label=_("It happened off campus"), required=False)
    place = forms.CharField(
        label=_("Where exactly"), max_length=100, required=False, help_text=_("Needed if it was off campus.")
    )
    facts = forms.CharField(
        label=_("What happened"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what happened.")},
        help_text=_("Without names: people are entered apart, encrypted. Never a child's name."),
    )  # fmt: skip

    class Meta:
        model = Case
        fields: ClassVar[list[str]] = [
            "category", "event", "occurred_from", "occurred_until", "is_off_campus", "place", "facts",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The cleaned values; without an end it was one moment. The action says what does not go together."""
        found = super().clean()
        if not self.has_error("occurred_until"):
            found["occurred_until"] = found.get("occurred_until") or found.get("occurred_from")
        if not self.errors:
            try:
                check_case(construct_instance(self, self.instance), timezone.now())
            except forms.ValidationError as error:
                self.add_error(None, error)
        return found


class OwnReportForm(CaseForm):
    """A case as the principal of a school reports it: at that school, now."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["facts"].help_text = _("No child's name. An officer will call for whatever else is needed.")


class ReportForm(SeenForm, CaseForm, PlaceForm[Case]):
    """A case as police enter it or put it right, with the way and time of the report and a place on the map."""

    school = SchoolField(
        label=_("School"), queryset=School.objects.none(), required=False, empty_label=_("Choose the school"),
        error_messages=UNKNOWN, help_text=_("Off campus: the school that it concerns, if any."),
    )  # fmt: skip
    latitude = DegreesField(label=_("Latitude"), required=False)
    longitude = DegreesField(label=_("Longitude"), required=False)
    reported_at = MomentField(label=_("Reported at"), error_messages={"required": _("Say when it was reported.")})

    class Meta(CaseForm.Meta):
        fields: ClassVar[list[str]] = [
            *CaseForm.Meta.fields, "unit", "way", "reported_at", "school", "latitude", "longitude",
        ]  # fmt: skip
        labels = {"unit": _("Unit"), "way": _("Reported by way of")}
        error_messages = {"way": UNKNOWN | {"required": _("Say by which way it was reported.")}}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.look(model_to_dict(self.instance, self.Meta.fields) if self.instance.pk else None)
        settle_unit(self, user, of_station=True)
        schools: Any = self.fields["school"]
        seen = School.objects.visible_to(user).select_related("unit").order_by("unit__code", "name")
        schools.has_units = "unit" in self.fields
        schools.queryset = seen.filter(is_open=True)
        way: Any = self.fields["way"]
        way.choices = [("", _("Choose the way")), *Case.Way.choices]
        if not self.instance.pk:
            self.initial["reported_at"] = timezone.now()
        else:
            own = School.objects.filter(cases=self.instance)
            schools.queryset = seen.filter(Q(is_open=True) | Q(pk__in=own), unit_id=self.instance.unit_id)
            category: Any = self.fields["category"]
            category.queryset = Category.objects.filter(Q(is_active=True) | Q(pk=self.instance.category_id))
