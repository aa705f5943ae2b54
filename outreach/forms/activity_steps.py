"""What a step of an activity asks for beside its facts, and the answer of a school."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.moments import MomentField
from outreach.models import Activity
from outreach.states.activities import Answer
from schools.forms.inspections import text_area

MOST_WORDS = 500


class StepForm(FreeTextForm):
    """A step with an activity by a user."""

    def __init__(self, *args: Any, activity: Activity, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.activity, self.user = activity, user

    def given(self) -> dict[str, Any]:
        """What the step's action is given, once the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "numbers_are_meant"}
        return {"activity": self.activity, **said}


class CancelForm(StepForm):
    """Why it does not take place."""

    free_texts = ("text",)

    text = text_area(_("Reason"), most=MOST_WORDS, required=True, help_text=_("Such as: put off by the school."))


class PlanAgainForm(StepForm):
    """When it is held instead."""

    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))


class AnswerForm(FreeTextForm):
    """Whether it was so, in the words of the school."""

    free_texts = ("text",)

    answer = forms.ChoiceField(
        label=_("Was it so?"), widget=forms.RadioSelect,
        choices=[(Answer.CONFIRMED, _("Yes, it was so")), (Answer.OBJECTED, _("No, something is not right"))],
        error_messages=UNKNOWN | {"required": _("Choose one of the two.")},
    )  # fmt: skip
    text = text_area(_("What was not so"), most=MOST_WORDS, help_text=_("Needed only if something is not right."))
