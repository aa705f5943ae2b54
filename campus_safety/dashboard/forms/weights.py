"""What a commander enters of the ranking: the weight of each part."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from campus_safety.dashboard.ranking import PARTS
from campus_safety.seen import SeenForm

MOST = 100


class WeightsForm(SeenForm):
    """One number for each part: 0 leaves it out."""

    def __init__(self, data: Any = None, *, weights: Mapping[str, int]) -> None:
        super().__init__(data)
        for part in PARTS:
            words = {"weight": part.own_weight}
            self.fields[part.key] = forms.IntegerField(
                label=str(part.label),
                initial=weights[part.key],
                min_value=0,
                max_value=MOST,
                help_text=_("0 to 100 points each; the portal's own weight is %(weight)s.") % words,
            )
        self.look(weights)

    @property
    def chosen(self) -> dict[str, int | None]:
        """{part: weight}, None where it is the portal's own. The form must be valid."""
        entered = {part: self.cleaned_data[part.key] for part in PARTS}
        return {part.key: None if weight == part.own_weight else weight for part, weight in entered.items()}
