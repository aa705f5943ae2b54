"""A swap as it is asked: which points, of whom, in return for what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.accounts.models import User
from campus_safety.free_text import FreeTextForm
from campus_safety.lists.filters import UNKNOWN
from patrols.models import RosterEntry
from patrols.roster.mine import MyRound
from patrols.roster.wording import round_in_words

CHOOSE = gettext_lazy("Choose a colleague.")


class ColleagueForm(forms.Form):
    """Whom to ask: another active officer of the unit."""

    of = forms.ModelChoiceField(
        label=gettext_lazy("Whom do you ask?"), queryset=User.objects.none(), to_field_name="username",
        empty_label=CHOOSE, error_messages=UNKNOWN | {"required": CHOOSE},
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["of"]
        field.queryset = User.objects.officers().filter(unit=user.unit_id).exclude(pk=user.pk).order_by("username")


class SwapForm(FreeTextForm):
    """The points that are given away, a round of the other's in return or nothing, and a note."""

    free_texts = ("note",)
    field_order = ["entries", "in_return", "note", "numbers_are_meant"]

    entries = forms.MultipleChoiceField(
        label=gettext_lazy("Points that you give away"), widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"required": gettext_lazy("Choose at least one patrol point.")},
    )  # fmt: skip
    in_return = forms.ChoiceField(
        label=gettext_lazy("What you take in return"), widget=forms.RadioSelect, required=False, error_messages=UNKNOWN
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, given: MyRound, theirs: Sequence[MyRound]) -> None:
        mine = [str(entry.pk) for entry in given.entries]
        super().__init__(*args, initial={"entries": mine, "in_return": ""})
        self._given, self._theirs = given, {str(each.entries[0].pk): each for each in theirs}
        fields: dict[str, Any] = self.fields
        fields["entries"].choices = [
            (entry.pk, f"{entry.window.point.number} {entry.window.point.name}") for entry in given.entries
        ]
        rounds = [(key, round_in_words(each)) for key, each in self._theirs.items()]
        fields["in_return"].choices = [("", _("Nothing in return")), *rounds]

    def given_entries(self) -> list[RosterEntry]:
        """The entries that were chosen."""
        return [entry for entry in self._given.entries if str(entry.pk) in self.cleaned_data["entries"]]

    def taken_entries(self) -> list[RosterEntry]:
        """Those of the round in return."""
        taken = self._theirs.get(self.cleaned_data["in_return"])
        return taken.entries if taken else []


class AnswerForm(forms.Form):
    """What becomes of a swap."""

    ACCEPT, DECLINE, WITHDRAW = "accept", "decline", "withdraw"

    answer = forms.ChoiceField(choices=[(ACCEPT, ACCEPT), (DECLINE, DECLINE), (WITHDRAW, WITHDRAW)])
