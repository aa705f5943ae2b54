"""The form that everybody with the link may fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from outreach.models.feedback import SCORES
from schools.forms.inspections import text_area

MOST_WORDS = 500
MARKS = (
    (5, pgettext_lazy("score", "very good")),
    (4, pgettext_lazy("score", "good")),
    (3, pgettext_lazy("score", "fair")),
    (2, pgettext_lazy("score", "bad")),
    (1, pgettext_lazy("score", "very bad")),
)


def _score(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=MARKS, coerce=int, widget=forms.RadioSelect,
        error_messages=UNKNOWN | {"required": _("Choose one of the five.")},
    )  # fmt: skip


class AnswerForm(FreeTextForm):
    """Five scores and words."""

    free_texts = ("text",)
    field_order = [*SCORES, "text", "numbers_are_meant"]

    patrols = _score(_("Police are seen round the school"))
    help = _score(_("Help comes when asked for"))
    manner = _score(_("Manner of the officers"))
    teaching = _score(_("Lectures and drills"))
    overall = _score(_("Safety at the school on the whole"))
    text = text_area(
        _("What else you want to say"), most=MOST_WORDS, help_text=_("No names and no numbers, please: yours neither.")
    )  # fmt: skip

    @property
    def scores(self) -> dict[str, int]:
        """The five scores, once the form is valid."""
        return {name: self.cleaned_data[name] for name in SCORES}
