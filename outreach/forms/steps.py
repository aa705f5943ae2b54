"""What steps ask for: what all of them share, and those of opinions and disputes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.days import DayField
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from campus_safety.stepping import HasState
from schools.forms.inspections import text_area

MOST_WORDS = 500


class StepForm(FreeTextForm):
    """A step with a row by a user. Where it has a `text`, personal numbers in it are doubted."""

    free_texts = ("text",)

    def __init__(self, *args: Any, row: HasState, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row, self.user = row, user

    @property
    def values(self) -> dict[str, Any]:
        """What the step's action is given, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "numbers_are_meant"}


class WordsForm(StepForm):
    """Words that stay with the step."""

    text = text_area(_("What was done, or why"), most=MOST_WORDS, required=True)


class AnswerForm(StepForm):
    """The answer of the station to what a school asks for or complains of."""

    text = text_area(
        pgettext_lazy("opinion", "Answer"), most=MOST_WORDS, required=True,
        help_text=_("The school reads it at once: what was done, or why it cannot be."),
    )  # fmt: skip


class SettleForm(StepForm):
    """Whether the school is satisfied with the answer; if not, what is missing."""

    field_order = ["is_satisfied", "text"]

    is_satisfied = forms.TypedChoiceField(
        label=_("Is the school satisfied with the answer?"), widget=forms.RadioSelect, coerce="1".__eq__,
        choices=[("1", pgettext_lazy("opinion", "satisfied")), ("0", pgettext_lazy("opinion", "not satisfied"))],
        error_messages=UNKNOWN | {"required": _("Say whether the school is satisfied.")},
    )  # fmt: skip
    text = text_area(_("Words"), most=MOST_WORDS, help_text=_("Needed if something is missing."))


class ReopenForm(StepForm):
    """Why the answer does not do."""

    text = text_area(_("What is still to be done"), most=MOST_WORDS, required=True)


class ResolveForm(StepForm):
    """On which day a dispute came to its end, and how."""

    field_order = ["ended_on", "text"]

    ended_on = DayField(label=_("On which day"), error_messages={"required": _("Say on which day.")})
    text = text_area(_("How it was resolved"), most=MOST_WORDS, required=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["ended_on"] = timezone.localdate()


class HandOnForm(ResolveForm):
    """Which authority works on a dispute from now on, since when and why."""

    field_order = ["handed_to", "ended_on", "text"]

    handed_to = forms.CharField(
        label=_("Handed on to"), max_length=100, help_text=_("The authority, without a name of somebody."),
        error_messages={"required": _("Say who works on it now.")},
    )  # fmt: skip
    text = text_area(_("Why"), most=MOST_WORDS, required=True)
