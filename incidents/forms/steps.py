"""What a step of a case asks for."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from incidents.actions.steps import USUAL_DAYS
from incidents.models import Case
from schools.forms.inspections import text_area

MOST_WORDS = 500


class StepForm(FreeTextForm):
    """A step with a case by a user; one that asks for nothing but to be taken."""

    def __init__(self, *args: Any, case: Case, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case, self.user = case, user

    @property
    def values(self) -> dict[str, Any]:
        """What the step's action is given, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "numbers_are_meant"}


class LeadForm(StepForm):
    """Which officer of the unit leads the case."""

    lead = forms.ModelChoiceField(
        label=_("Lead officer"), queryset=User.objects.none(), empty_label=_("Choose the officer"),
        error_messages=UNKNOWN | {"required": _("Choose the officer.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["lead"]
        officers = User.objects.officers().filter(unit_id=self.case.unit_id).exclude(pk=self.case.lead_id)
        field.queryset = officers.order_by("name", "pk")


class AcceptForm(LeadForm):
    """Who leads the case, oneself unless said otherwise, and by when it is to be solved."""

    due_on = DayField(label=_("To be solved by"), error_messages={"required": _("Say by when it is to be solved.")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["due_on"] = timezone.localdate() + timedelta(days=USUAL_DAYS)
        if self.user.unit_id == self.case.unit_id:
            self.initial["lead"] = self.user.pk


class WordsForm(StepForm):
    """Words that stay with the step."""

    free_texts = ("text",)
    field_order = ["text"]

    text = text_area(_("Why, or what came of it"), most=MOST_WORDS, required=True)


class DeadlineForm(WordsForm):
    """The new day by which it is to be solved, and why."""

    field_order = ["due_on", "text"]

    due_on = DayField(label=_("To be solved by"), error_messages={"required": _("Say by when it is to be solved.")})
    text = text_area(_("Reason"), most=MOST_WORDS, required=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["due_on"] = self.case.due_on
