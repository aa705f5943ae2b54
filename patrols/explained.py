"""How a check-in is judged, for anybody to read: each flag and each grade in words, with the limits of the code."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from patrols.evidence import FLAG_LABELS, POOR_ACCURACY_M, Flag
from patrols.findings import MEASURES, rules_of
from patrols.grades import GRADE_LABELS, Grade
from patrols.models.points import LEAST_FENCE_M, MOST_FENCE_M
from patrols.querysets.outings import CONFIRMED_WITHIN


@dataclass(frozen=True, slots=True)
class Explained:
    """One flag or grade: its name, what is looked at ("" for a grade), and how it is computed."""

    name: str | Promise
    measure: str | Promise
    rule: str


def explained_flags() -> list[Explained]:
    """Every flag in the order in which a check-in shows them."""
    rules = rules_of(f"{LEAST_FENCE_M}–{MOST_FENCE_M}")
    return [Explained(FLAG_LABELS[flag], MEASURES[flag], rules[flag]) for flag in Flag]


def explained_grades() -> list[Explained]:
    """Every grade, from the weakest to the strongest."""
    accuracy, days = f"{POOR_ACCURACY_M:g}", CONFIRMED_WITHIN.days
    rules = {
        Grade.BY_HAND: _("Everything else: entered by hand, without a position, or with one that proves too little."),
        Grade.SUPPORTED: _(
            "By position: inside the fence of the point, and accurate to %(accuracy)s m or better. By the sign: its "
            "code is the current one, and the phone gave a position that could be inside the fence. A code alone can "
            "be photographed: without a position it counts as entered by hand."
        )
        % {"accuracy": accuracy},
        Grade.CONFIRMED: _("The head of a school that the point serves confirmed the visit within %(days)s days.")
        % {"days": days},
    }
    return [Explained(GRADE_LABELS[grade], "", rules[grade]) for grade in Grade]
