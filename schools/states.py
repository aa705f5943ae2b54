"""Which state of a hazard may follow which. Nothing else decides it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HazardState(models.TextChoices):
    """How far a hazard is on its way to its end.

    *reported*: by the school, nobody at the station has taken it up yet; *open*: to be rectified by its deadline (past
    it, it is overdue); *rectified*: said to be put right, not yet seen by an officer; *verified*: seen by an officer,
    the end; *withdrawn*: no hazard, with a reason, the other end.
    """

    REPORTED = "reported", _("reported")
    OPEN = "open", _("to be rectified")
    RECTIFIED = "rectified", _("rectified, not yet verified")
    VERIFIED = "verified", _("verified")
    WITHDRAWN = "withdrawn", _("withdrawn")


# A rectified hazard that an officer does not accept is sent back: it is open again.
HAZARD_STEPS: dict[str, frozenset[str]] = {
    HazardState.REPORTED: frozenset({HazardState.OPEN, HazardState.RECTIFIED, HazardState.WITHDRAWN}),
    HazardState.OPEN: frozenset({HazardState.RECTIFIED, HazardState.WITHDRAWN}),
    HazardState.RECTIFIED: frozenset({HazardState.VERIFIED, HazardState.OPEN}),
    HazardState.VERIFIED: frozenset(),
    HazardState.WITHDRAWN: frozenset(),
}

# What still waits for somebody.
UNSETTLED = (HazardState.REPORTED, HazardState.OPEN, HazardState.RECTIFIED)


def hazard_may_become(before: str, after: str) -> bool:
    """Whether a hazard in state `before` may turn to `after`."""
    return after in HAZARD_STEPS[before]


def hazard_states_before(after: str) -> list[str]:
    """The states from which a hazard may turn to `after`."""
    return [str(before) for before, following in HAZARD_STEPS.items() if after in following]
