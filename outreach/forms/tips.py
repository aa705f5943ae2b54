"""What police are asked for at a step of a tip."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.lists.filters import UNKNOWN
from outreach.forms.steps import StepForm
from outreach.models import Tip
from schools.forms.inspections import text_area

MOST_WORDS = 1000


class AnswerForm(StepForm):
    """What whoever left the tip reads by the code."""

    text = text_area(_("What they are to read"), most=MOST_WORDS, required=True)


class LeadForm(StepForm):
    """Which officer of the unit is in charge: who was, else oneself, unless said otherwise."""

    lead = forms.ModelChoiceField(
        label=_("Officer in charge"), queryset=User.objects.none(), empty_label=_("Choose the officer"),
        error_messages=UNKNOWN | {"required": _("Choose the officer.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tip, field = cast("Tip", self.row), cast("forms.ModelChoiceField[User]", self.fields["lead"])
        field.queryset = User.objects.officers().filter(unit_id=tip.unit_id).order_by("name", "pk")
        self.initial["lead"] = tip.lead_id or self.user.pk
