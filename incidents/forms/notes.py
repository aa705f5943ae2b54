"""A prevention note as it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.accounts.unit_choice import settle_unit, unit_id_of
from campus_safety.free_text import FreeTextForm
from campus_safety.rows import RowsField
from incidents.case_points import NoteSchool, schools_for
from incidents.models import PreventionNote
from schools.models import School

_UNKNOWN = {"invalid_choice": _("There is none such."), "invalid_pk_value": _("There is none such.")}


class NoteForm(FreeTextForm, forms.ModelForm[PreventionNote]):
    """What the schools are told, and which of them. With a case those near it are ticked."""

    free_texts = ("title", "text")
    field_order = ["unit", "title", "text", "is_to_all", "schools"]

    title = forms.CharField(
        label=pgettext_lazy("note", "Title"), max_length=60, help_text=_("Such as: phones at performances."),
        error_messages={"required": _("Say in a few words what it is about.")},
    )  # fmt: skip
    text = forms.CharField(
        label=pgettext_lazy("note", "Text"), max_length=2000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What happens elsewhere, and what the schools should do. No names, and no number of a case."),
        error_messages={"required": _("Say what the schools should do.")},
    )  # fmt: skip
    is_to_all = forms.BooleanField(label=_("To every school of the station that is in operation"), required=False)
    schools = RowsField(
        label=_("Schools"), queryset=School.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages=_UNKNOWN,
    )  # fmt: skip

    class Meta:
        model = PreventionNote
        fields = ["unit", "title", "text"]
        labels = {"unit": _("Police station")}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        case, several = self.instance.case, len(user.unit_ids) > 1
        schools = School.objects.visible_to(user).filter(is_open=True).select_related("unit")
        if case is None:
            settle_unit(self, user, of_station=True)
        else:
            del self.fields["unit"]
            schools = schools.filter(unit_id=case.unit_id)
        offered = schools_for(case, schools)
        field: Any = self.fields["schools"]
        field.queryset = schools
        field.widget.choices = [(each.school.pk, _label(each, with_unit=several and case is None)) for each in offered]
        self.initial["schools"] = [each.school.pk for each in offered if each.is_at_hand]

    def clean(self) -> dict[str, Any]:
        """The cleaned values, with the schools that the note goes to."""
        found = super().clean()
        if found.get("is_to_all"):
            field: Any = self.fields["schools"]
            found["schools"] = field.queryset.filter(unit_id=unit_id_of(self))
        return found


def _label(each: NoteSchool, *, with_unit: bool) -> str:
    return f"{each} · {each.school.unit}" if with_unit else str(each)
