"""The days on which a school departs from the calendar."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.calendars.ranges import days_meant
from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from schools.coming_days import days_with_school
from schools.forms.schools import clock_field
from schools.models import School, SchoolDay


class SchoolDayForm(FreeTextForm, forms.ModelForm[SchoolDay]):
    """What a school says of a day; its date stays."""

    free_texts = ("reason",)

    kind = forms.ChoiceField(
        label=_("What is different"),
        widget=forms.RadioSelect,
        choices=[
            (SchoolDay.Kind.CLOSED, _("No school")),
            (SchoolDay.Kind.OPEN, _("School, though the calendar has none")),
            (SchoolDay.Kind.OTHER_TIMES, _("Other times: early dismissal, sports day")),
        ],
        error_messages=UNKNOWN | {"required": _("Say what is different.")},
    )
    arrives_at = clock_field(_("Arrival"))
    dismisses_at = clock_field(_("Dismissal"))
    reason = forms.CharField(label=_("Reason"), max_length=100)

    class Meta:
        model = SchoolDay
        fields = ["kind", "arrives_at", "dismisses_at", "reason"]

    def clean(self) -> dict[str, Any]:
        """The cleaned values: times where there is school, and dismissal after arrival, the usual one too."""
        found = super().clean()
        kind, arrives, dismisses = found.get("kind"), found.get("arrives_at"), found.get("dismisses_at")
        if kind == SchoolDay.Kind.CLOSED and (arrives or dismisses):
            self.add_error("arrives_at" if arrives else "dismisses_at", _("A day without school has no times."))
        elif kind == SchoolDay.Kind.OTHER_TIMES and not (arrives or dismisses or self.errors):
            self.add_error("dismisses_at", _("Say when the school begins or ends on this day."))
        else:
            self._in_order(arrives, dismisses)
        if self.instance.pk:
            self.days_that_count([self.instance.on])
        return found

    def days_that_count(self, days: Sequence[date]) -> Sequence[date]:
        """Those of the days on which this matters: other times do where there is school. An error if there are none."""
        if self.cleaned_data.get("kind") != SchoolDay.Kind.OTHER_TIMES:
            return days
        found = days_with_school(self.instance.school, days)
        if not found:
            words = _("The calendar has no school then. If there is, choose “School, though the calendar has none”.")
            self.add_error("kind", words)
        return found

    def _in_order(self, arrives: time | None, dismisses: time | None) -> None:
        school: School = self.instance.school
        begins, ends = arrives or school.arrives_at, dismisses or school.dismisses_at
        if (arrives or dismisses) and begins and ends and ends <= begins:
            self.add_error("dismisses_at" if dismisses else "arrives_at", _("Dismissal must come after arrival."))


class SchoolDaysForm(SchoolDayForm):
    """One day of a school, or a range of them."""

    field_order = ("kind", "first_day", "last_day", "arrives_at", "dismisses_at", "reason")

    first_day = DayField(label=_("First day"))
    last_day = DayField(
        label=_("Last day"), required=False,
        help_text=_("Left empty, it is one day. School or other times on several days leave free days free."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_first_day(self) -> date:
        """The first day. Raises ValidationError for one in the past, which police alone may enter."""
        day: date = self.cleaned_data["first_day"]
        if is_principal(self.user) and day < timezone.localdate():
            raise forms.ValidationError(_("This day is past: the station can enter it."))
        return day

    def clean(self) -> dict[str, Any]:
        """The cleaned values, with the `dates` that are meant."""
        found = super().clean()
        first, last = found.get("first_day"), found.get("last_day") or found.get("first_day")
        if first and last and "last_day" not in self.errors:
            try:
                days = days_meant(first, last, is_opened=found.get("kind") == SchoolDay.Kind.OPEN)
            except forms.ValidationError as error:
                self.add_error("last_day", error)
            else:
                found["dates"] = self.days_that_count(days)
        return found
