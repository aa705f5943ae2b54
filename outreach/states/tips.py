"""Which state of a tip may follow which."""

from django.db import models
from django.utils.translation import pgettext_lazy


class TipState(models.TextChoices):
    """How far a tip is. *closed*: with an answer, which whoever left it reads by its code."""

    NEW = "new", pgettext_lazy("tip", "new")
    WORKED_ON = "worked_on", pgettext_lazy("tip", "worked on")
    CLOSED = "closed", pgettext_lazy("tip", "closed")


# A closed tip is taken up again when something new is said.
TIP_STEPS: dict[str, frozenset[str]] = {
    TipState.NEW: frozenset({TipState.WORKED_ON, TipState.CLOSED}),
    TipState.WORKED_ON: frozenset({TipState.CLOSED}),
    TipState.CLOSED: frozenset({TipState.WORKED_ON}),
}


def tip_may_become(before: str, after: str) -> bool:
    """Whether a tip in state `before` may turn to `after`."""
    return after in TIP_STEPS[before]
