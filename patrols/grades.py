"""How much stands behind a check-in: one of three grades, from what it carries and what the school says. Pure.

Anyone may read how (`/evidence/`). A grade weighs, a flag doubts: neither refuses a check-in.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.evidence import POOR_ACCURACY_M
from patrols.models import CheckIn


class Grade(StrEnum):
    """From the weakest to the strongest."""

    BY_HAND = "by_hand"
    SUPPORTED = "supported"
    CONFIRMED = "confirmed"


GRADE_LABELS = {
    Grade.BY_HAND: _("entered by hand"),
    Grade.SUPPORTED: _("supported by position or sign"),
    Grade.CONFIRMED: pgettext_lazy("grade", "confirmed by the school"),
}


def grade_of(check_in: CheckIn) -> Grade:
    """The grade of a check-in that came with its confirmation (`CheckIn.objects.with_all()`); else one query."""
    return Grade.CONFIRMED if hasattr(check_in, "confirmation") else first_grade_of(check_in)


def first_grade_of(check_in: CheckIn) -> Grade:
    """The grade by what the check-in itself carries: what it had when it arrived, and keeps until a school confirms.

    By position: inside the fence, and known to within the limit. By the sign: with a position that could be inside the
    fence, for a code alone can be photographed. A fix of unknown accuracy proves no position.
    """
    distance, accuracy = check_in.distance_m, check_in.accuracy_m
    if distance is None or check_in.method == CheckIn.Method.MANUAL:
        return Grade.BY_HAND
    if check_in.method == CheckIn.Method.QR:
        is_there = distance - (accuracy or 0.0) <= check_in.fence_radius_m
    else:
        is_there = distance <= check_in.fence_radius_m and accuracy is not None and accuracy <= POOR_ACCURACY_M
    return Grade.SUPPORTED if is_there else Grade.BY_HAND
