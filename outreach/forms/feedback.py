"""A round of feedback as police make and change it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.accounts.unit_choice import settle_unit, unit_id_of
from campus_safety.days import DayField
from campus_safety.rows import RowsField
from campus_safety.seen import SeenForm
from outreach.models import FeedbackForm, FeedbackRound
from schools.models import School

USUAL = timedelta(days=13)  # two weeks, both days included
_UNKNOWN = {"invalid_choice": _("There is none such."), "invalid_pk_value": _("There is none such.")}
_SAID = {"required": _("Say on which day.")}


def _title() -> forms.CharField:
    return forms.CharField(
        label=pgettext_lazy("feedback", "Title"), max_length=60, help_text=_("Such as: autumn term 2026."),
        error_messages={"required": _("Give the round a title.")},
    )  # fmt: skip


class RoundForm(forms.ModelForm[FeedbackRound]):
    """A new round: its days, which schools are asked, and whom of each."""

    field_order = ["unit", "title", "first_day", "last_day", "audiences", "is_to_all", "schools"]

    title = _title()
    first_day = DayField(label=_("First day"), error_messages=_SAID)
    last_day = DayField(label=_("Last day"), error_messages=_SAID, help_text=_("The results are there the day after."))
    audiences = forms.MultipleChoiceField(
        label=pgettext_lazy("feedback", "Who is asked"), choices=FeedbackForm.Audience.choices, required=False,
        widget=forms.CheckboxSelectMultiple, error_messages=_UNKNOWN,
        help_text=_("Students are asked at middle, high and vocational schools only: they must be 14 or older."),
    )  # fmt: skip
    is_to_all = forms.BooleanField(label=_("Every school of the station that is in operation"), required=False)
    schools = RowsField(
        label=_("Schools"), queryset=School.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages=_UNKNOWN,
    )  # fmt: skip

    class Meta:
        model = FeedbackRound
        fields = ["unit", "title", "first_day", "last_day"]
        labels = {"unit": _("Police station")}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        settle_unit(self, user, of_station=True)
        several = "unit" in self.fields
        schools = School.objects.visible_to(user).filter(is_open=True).with_levels().order_by("name", "pk")
        field: Any = self.fields["schools"]
        field.queryset = schools
        field.widget.choices = [(each.pk, f"{each} · {each.unit}" if several else str(each)) for each in schools]
        today = timezone.localdate()
        others = [each for each in FeedbackForm.Audience.values if each != FeedbackForm.Audience.STUDENTS]
        self.initial.update(first_day=today, last_day=today + USUAL, audiences=others)

    def clean(self) -> dict[str, Any]:
        """The cleaned values, with the schools that are asked."""
        found = super().clean() or {}
        if found.get("is_to_all"):
            field: Any = self.fields["schools"]
            found["schools"] = field.queryset.filter(unit_id=unit_id_of(self))
        return found


class RoundChangeForm(SeenForm):
    """The title and the last day of a round that is not over."""

    title = _title()
    last_day = DayField(label=_("Last day"), error_messages=_SAID)

    def __init__(self, *args: Any, asked: FeedbackRound, **options: Any) -> None:
        super().__init__(*args, **options)
        shown = {"title": asked.title, "last_day": asked.last_day}
        self.initial.update(shown)
        self.look(shown)
