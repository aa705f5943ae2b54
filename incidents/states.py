"""Which state of a case may follow which, and what each step needs. Nothing else decides it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CaseState(models.TextChoices):
    """How far a case is from report to closure.

    *reported*: the station has not decided yet; *accepted*: it is a case, with a lead officer; *investigating*: worked
    on; *solved*: it is known what happened and by whom; *closed*: nothing is left to do. *not accepted* and *withdrawn*
    are ends with a reason.
    """

    REPORTED = "reported", pgettext_lazy("case", "reported")
    ACCEPTED = "accepted", pgettext_lazy("case", "accepted")
    INVESTIGATING = "investigating", pgettext_lazy("case", "being investigated")
    SOLVED = "solved", pgettext_lazy("case", "solved")
    CLOSED = "closed", pgettext_lazy("case", "closed")
    NOT_ACCEPTED = "not_accepted", pgettext_lazy("case", "not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "withdrawn")


# What is reopened goes back to where work can go on: a case to its investigation, a report to the decision.
CASE_STEPS: dict[str, frozenset[str]] = {
    CaseState.REPORTED: frozenset({CaseState.ACCEPTED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN}),
    CaseState.ACCEPTED: frozenset({CaseState.INVESTIGATING, CaseState.WITHDRAWN}),
    CaseState.INVESTIGATING: frozenset({CaseState.SOLVED, CaseState.WITHDRAWN}),
    CaseState.SOLVED: frozenset({CaseState.CLOSED, CaseState.INVESTIGATING}),
    CaseState.CLOSED: frozenset({CaseState.INVESTIGATING}),
    CaseState.NOT_ACCEPTED: frozenset({CaseState.REPORTED}),
    CaseState.WITHDRAWN: frozenset({CaseState.REPORTED}),
}
# A lead officer has taken it up.
LED = (CaseState.ACCEPTED, CaseState.INVESTIGATING, CaseState.SOLVED, CaseState.CLOSED)
# Somebody works on it.
WORKED_ON = (CaseState.ACCEPTED, CaseState.INVESTIGATING)
# Accepted and not closed: what was done, lost and said can still be entered.
IN_HAND = (*WORKED_ON, CaseState.SOLVED)
# Not at its end: what was written of it can still be put right.
OPEN = (CaseState.REPORTED, *IN_HAND)
# It is known what happened and by whom.
CLEARED_UP = (CaseState.SOLVED, CaseState.CLOSED)
# It was none, or not one for the station: out of every count.
NO_CASE = (CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN)
# Steps to these need words: why not, why no more, how it was solved, what the end was.
SAYS_WHY = (CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN, CaseState.SOLVED, CaseState.CLOSED)
REOPENED_FROM = (CaseState.SOLVED, CaseState.CLOSED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN)


def case_may_become(before: str, after: str) -> bool:
    """Whether a case in state `before` may turn to `after`."""
    return after in CASE_STEPS[before]


def is_reopening(before: str, after: str) -> bool:
    """Whether a step takes up again what had come to an end: that needs a reason."""
    return before in REOPENED_FROM and after in {CaseState.INVESTIGATING, CaseState.REPORTED}
