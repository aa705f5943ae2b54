"""Which state of an opinion, and of a dispute, may follow which."""

from django.db import models
from django.utils.translation import pgettext_lazy


class OpinionState(models.TextChoices):
    """How far an opinion is. *settled*: the school has said whether it is satisfied with the answer."""

    OPEN = "open", pgettext_lazy("opinion", "to be answered")
    ANSWERED = "answered", pgettext_lazy("opinion", "answered")
    SETTLED = "settled", pgettext_lazy("opinion", "settled")


# Who is not satisfied with an answer has it reopened, with the reason.
OPINION_STEPS: dict[str, frozenset[str]] = {
    OpinionState.OPEN: frozenset({OpinionState.ANSWERED}),
    OpinionState.ANSWERED: frozenset({OpinionState.SETTLED, OpinionState.OPEN}),
    OpinionState.SETTLED: frozenset({OpinionState.OPEN}),
}


class DisputeState(models.TextChoices):
    """How far a dispute is. *handed on*: another authority works on it."""

    FOUND = "found", pgettext_lazy("dispute", "found")
    WORKED_ON = "worked_on", pgettext_lazy("dispute", "worked on")
    RESOLVED = "resolved", pgettext_lazy("dispute", "resolved")
    HANDED_ON = "handed_on", pgettext_lazy("dispute", "handed on")


# What is done to end it is said within the state. What has come to its end is taken up again, with the reason.
DISPUTE_STEPS: dict[str, frozenset[str]] = {
    DisputeState.FOUND: frozenset({DisputeState.WORKED_ON, DisputeState.RESOLVED, DisputeState.HANDED_ON}),
    DisputeState.WORKED_ON: frozenset({DisputeState.WORKED_ON, DisputeState.RESOLVED, DisputeState.HANDED_ON}),
    DisputeState.RESOLVED: frozenset({DisputeState.WORKED_ON}),
    DisputeState.HANDED_ON: frozenset({DisputeState.WORKED_ON}),
}
# It has not come to its end.
DISPUTE_IN_HAND = (DisputeState.FOUND, DisputeState.WORKED_ON)
DISPUTE_ENDED = (DisputeState.RESOLVED, DisputeState.HANDED_ON)


def opinion_may_become(before: str, after: str) -> bool:
    """Whether an opinion in state `before` may turn to `after`."""
    return after in OPINION_STEPS[before]


def dispute_may_become(before: str, after: str) -> bool:
    """Whether a dispute in state `before` may turn to `after`."""
    return after in DISPUTE_STEPS[before]
