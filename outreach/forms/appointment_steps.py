"""What a step of an appointment asks for, and the school's evaluation of a year."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.calendars.glance import school_year_of
from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.rules.catalogue import rule
from outreach.appointment_rules import last_day_of_term
from outreach.findings import TERM
from outreach.forms.appointments import TermForm
from outreach.models import Appointment, Evaluation
from schools.forms.inspections import text_area

MOST_WORDS = 500
# This school year and the one before can be evaluated.
YEARS_BACK = 1


class StepForm(FreeTextForm):
    """A step with an appointment by a user."""

    def __init__(self, *args: Any, appointment: Appointment, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.appointment, self.user = appointment, user

    @property
    def values(self) -> dict[str, Any]:
        """What the step's action is given, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "numbers_are_meant"}


class IssueForm(StepForm):
    """The day on the letter."""

    issued_on = DayField(
        label=pgettext_lazy("appointment", "Issued on"), error_messages={"required": _("Say on which day.")},
        help_text=_("The day on the letter. One that was issued on paper keeps its day."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["issued_on"] = timezone.localdate()


class WithdrawForm(StepForm):
    """Why it is not proposed any more."""

    free_texts = ("text",)

    text = text_area(_("Reason"), most=MOST_WORDS, required=True)


class DismissForm(StepForm):
    """The last day, and why."""

    free_texts = ("text",)
    field_order = ["ended_on", "text"]

    ended_on = DayField(label=_("Last day"), error_messages={"required": _("Say which day is the last one.")})
    text = text_area(_("Reason"), most=MOST_WORDS, required=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["ended_on"] = timezone.localdate()


class RenewForm(TermForm):
    """The next term of the same officer at the same school."""

    def __init__(self, *args: Any, appointment: Appointment, **options: Any) -> None:
        super().__init__(*args, **options)
        self.appointment = appointment
        first = max(appointment.ends_on + timedelta(days=1), timezone.localdate())
        last = last_day_of_term(first, rule(TERM, first).value or 0)
        self.initial.update(starts_on=first, ends_on=last, trained_hours=appointment.trained_hours)

    def proposal(self) -> Appointment:
        """The appointment as it would be."""
        proposal = super().proposal()
        proposal.school, proposal.officer = self.appointment.school, self.appointment.officer
        proposal.follows = self.appointment
        return proposal

    @property
    def values(self) -> dict[str, Any]:
        """What the step's action is given, once the form is valid."""
        return {"successor": self.proposal(), "accepted": self.accepted_rules}


class HandOverForm(RenewForm):
    """Who takes it over, from which day on, and why."""

    free_texts = ("text",)
    field_order = ["officer", "starts_on", "ends_on", "trained_hours", "age", "text"]

    officer = forms.ModelChoiceField(
        label=_("New officer"), queryset=User.objects.none(), empty_label=_("Choose the officer"),
        error_messages=UNKNOWN | {"required": _("Choose the officer.")},
    )  # fmt: skip
    text = text_area(_("Reason"), most=MOST_WORDS, required=True, help_text=_("Such as: moved to another station."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        officers = User.objects.officers().filter(unit=self.appointment.unit_id).exclude(pk=self.appointment.officer_id)
        field: Any = self.fields["officer"]
        field.queryset = officers.order_by("name", "pk")
        self.initial.update(starts_on=timezone.localdate(), ends_on=self.appointment.ends_on, trained_hours=0)

    def proposal(self) -> Appointment:
        """The appointment as it would be."""
        proposal = super().proposal()
        proposal.officer = self.cleaned_data["officer"]
        return proposal

    @property
    def values(self) -> dict[str, Any]:
        """What the step's action is given, once the form is valid."""
        return super().values | {"text": self.cleaned_data["text"]}


class EvaluationForm(FreeTextForm):
    """What the school thinks of a school year: the one that runs or the one before."""

    free_texts = ("text",)
    field_order = ["school_year", "mark", "text"]

    school_year = forms.TypedChoiceField(label=_("School year"), coerce=int, error_messages=UNKNOWN)
    mark = forms.ChoiceField(
        label=_("How was the work?"), choices=Evaluation.Mark.choices, widget=forms.RadioSelect,
        error_messages=UNKNOWN | {"required": _("Choose one of the four.")},
    )  # fmt: skip
    text = text_area(_("Words"), most=MOST_WORDS, help_text=_("Needed for the two lower marks. No child's name."))

    def __init__(self, *args: Any, appointment: Appointment, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["school_year"]
        field.choices = [(year, f"{year}–{year + 1}") for year in years_to_evaluate(appointment)]

    @property
    def values(self) -> dict[str, Any]:
        """What the action is given, once the form is valid."""
        return {name: self.cleaned_data[name] for name in ("school_year", "mark", "text")}


def years_to_evaluate(appointment: Appointment) -> list[int]:
    """The school years that the school can still evaluate, the latest first: the calendar year in which each begins."""
    this_year = school_year_of(timezone.localdate())
    first, last = school_year_of(appointment.starts_on), school_year_of(appointment.last_day)
    done = set(appointment.evaluations.values_list("school_year", flat=True))
    years = range(this_year, this_year - YEARS_BACK - 1, -1)
    return [year for year in years if first <= year <= last and year not in done]
