"""One item of the sheet, the end of an inspection, and the answer of the school."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.free_text import FreeTextForm
from campus_safety.uploads.forms import PhotosField
from schools.models import Inspection, ItemResult


def text_area(label: Any, *, most: int, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A text of a few lines."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ItemForm(FreeTextForm):
    """What was found at one item."""

    free_texts = ("note",)

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=ItemResult.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose pass, fail or not applicable."),
            "invalid_choice": _("There is none such."),
        },
    )
    note = text_area(_("Note"), most=500)
    photos = PhotosField(label=_("Photos"), required=False)


class FinishForm(FreeTextForm):
    """The last words of an inspection."""

    free_texts = ("note",)

    note = text_area(_("Note on the whole inspection"), most=500)


class ReplyForm(FreeTextForm):
    """What police say to an objection."""

    free_texts = ("reply",)

    reply = text_area(_("Reply to the school"), most=500, required=True)


class AnswerForm(FreeTextForm):
    """Whether it was so, in the words of the school."""

    free_texts = ("answer_note",)

    answer = forms.ChoiceField(
        label=_("Was it so?"),
        widget=forms.RadioSelect,
        choices=[
            (Inspection.Answer.CONFIRMED, _("Yes, it was so")),
            (Inspection.Answer.OBJECTED, _("No, something is not right")),
        ],
        error_messages={"required": _("Choose one of the two."), "invalid_choice": _("There is none such.")},
    )
    answer_note = text_area(_("What was not so"), most=500, help_text=_("Needed only if something is not right."))

    def clean(self) -> dict[str, Any]:
        """The cleaned values; an objection says why."""
        found = super().clean()
        if found.get("answer") == Inspection.Answer.OBJECTED and not found.get("answer_note"):
            self.add_error("answer_note", _("Say what was not so."))
        return found
