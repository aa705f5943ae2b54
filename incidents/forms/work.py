"""An action on cases as an officer enters it."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import User
from campus_safety.free_text import FreeTextForm
from campus_safety.moments import MomentField
from campus_safety.rows import RowsField
from campus_safety.seen import SeenForm
from incidents.case_words import title_of, where_of
from incidents.models import Case, CaseAction
from incidents.models.work import MOST_HOURS
from incidents.states import IN_HAND

# So many cases are offered, the newest first: an action serves what is worked on at the same time.
MOST_OFFERED = 50
_NONE_SUCH = _("There is none such.")
_WRITTEN = ("kind", "started_at", "ended_at", "hours", "result")


class CasesField(RowsField):
    """Cases by number, each with its kind and where it happened."""

    def label_from_instance(self, obj: Any) -> str:
        """Number, category, and school or place."""
        return " · ".join([title_of(obj), where_of(obj)])


class CaseActionForm(SeenForm, FreeTextForm):
    """What was done, by whom, when and for how long, for which cases, and what came of it."""

    free_texts = ("result",)
    field_order = ["kind", "started_at", "ended_at", "hours", "officers", "result", "numbers_are_meant", "cases"]

    kind = forms.ChoiceField(
        label=pgettext_lazy("case action", "Kind"),
        choices=[("", _("Choose what was done")), *CaseAction.Kind.choices],
        error_messages={"required": _("Say what was done."), "invalid_choice": _NONE_SUCH},
    )
    started_at = MomentField(label=_("From"))
    ended_at = MomentField(label=_("Until"))
    hours = forms.DecimalField(
        label=_("Hours"), min_value=0, max_value=MOST_HOURS, decimal_places=1,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
        help_text=_("Hours of work; of a video review those of the footage. No more than from beginning to end."),
    )  # fmt: skip
    officers = forms.ModelMultipleChoiceField(
        label=_("Officers"), queryset=User.objects.none(), to_field_name="username",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one officer."), "invalid_choice": _NONE_SUCH},
    )  # fmt: skip
    cases = CasesField(
        label=_("Cases that it serves"), queryset=Case.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text=_("In the month its hours count once; each of these cases shows them."),
        error_messages={
            "required": _("Choose at least one case."), "invalid_choice": _NONE_SUCH, "invalid_pk_value": _NONE_SUCH,
        },
    )  # fmt: skip
    result = forms.CharField(
        label=_("What came of it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without names: they belong to the people of the case."),
    )  # fmt: skip

    def __init__(self, *args: Any, action: CaseAction, **options: Any) -> None:
        """`action` is a row to change, or a new one with its unit, whose `initial` names its first case."""
        self.action = action
        if action.pk:
            said = {name: getattr(action, name) for name in _WRITTEN}
            options["initial"] = said | {"officers": action.officers.all(), "cases": action.cases.all()}
        super().__init__(*args, **options)
        self.look(options["initial"] if action.pk else None)
        fields: dict[str, Any] = self.fields
        fields["officers"].queryset = _officers_for(action)
        fields["cases"].queryset = _cases_for(action, self.initial["cases"])

    def filled(self) -> CaseAction:
        """The action with what was entered, once it is valid: not written yet, and without its officers and cases."""
        for name in _WRITTEN:
            setattr(self.action, name, self.cleaned_data[name])
        return self.action


def _officers_for(action: CaseAction) -> QuerySet[User]:
    """Those of the unit, and of a row that is there those who did it, wherever they are now."""
    ours = Q(pk__in=User.objects.officers().filter(unit_id=action.unit_id).values("pk"))
    did_it = Q(pk__in=action.officers.values("pk")) if action.pk else Q()
    found: QuerySet[User] = User.objects.filter(ours | did_it).order_by("name", "pk")
    return found


def _cases_for(action: CaseAction, served: Any) -> QuerySet[Case]:
    """The newest of the unit that are in hand, and those that it serves already."""
    in_hand = Case.objects.filter(unit_id=action.unit_id, state__in=IN_HAND).values("pk")[:MOST_OFFERED]
    return Case.objects.filter(Q(pk__in=in_hand) | Q(pk__in=served)).select_related("category", "school")
