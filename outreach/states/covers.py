"""Which state of an event cover may follow which."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CoverState(models.TextChoices):
    """What became of a school's request for police at an event.

    Whether police came is told by its outings, not by a state.
    """

    REQUESTED = "requested", pgettext_lazy("event cover", "requested")
    APPROVED = "approved", pgettext_lazy("event cover", "approved")
    DECLINED = "declined", pgettext_lazy("event cover", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("event cover", "withdrawn")


# An approved one can still be declined, with the reason, as long as nobody has gone out for it.
COVER_STEPS: dict[str, frozenset[str]] = {
    CoverState.REQUESTED: frozenset({CoverState.APPROVED, CoverState.DECLINED, CoverState.WITHDRAWN}),
    CoverState.APPROVED: frozenset({CoverState.DECLINED, CoverState.WITHDRAWN}),
    CoverState.DECLINED: frozenset({CoverState.APPROVED}),
    CoverState.WITHDRAWN: frozenset(),
}
# Steps to these need words.
COVER_SAYS_WHY = (CoverState.DECLINED, CoverState.WITHDRAWN)


def cover_may_become(before: str, after: str) -> bool:
    """Whether an event cover in state `before` may turn to `after`."""
    return after in COVER_STEPS[before]
