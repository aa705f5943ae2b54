"""Which state of a report may follow which: one table. Nothing else decides it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ReportState(models.TextChoices):
    """How far a report is.

    *draft*: its figures follow every record; *checked*: somebody went through these very figures; *signed*: the
    commander stands for them, and they change no more. What arrives later makes a draft of the next revision.
    """

    DRAFT = "draft", pgettext_lazy("report", "draft")
    CHECKED = "checked", pgettext_lazy("report", "checked")
    SIGNED = "signed", pgettext_lazy("report", "signed")


# Figures that change after they were checked, or words of a commander, turn it back to a draft.
REPORT_STEPS: dict[str, frozenset[str]] = {
    ReportState.DRAFT: frozenset({ReportState.CHECKED}),
    ReportState.CHECKED: frozenset({ReportState.DRAFT, ReportState.SIGNED}),
    ReportState.SIGNED: frozenset(),
}


def report_may_become(before: str, after: str) -> bool:
    """Whether a report in state `before` may turn to `after`."""
    return after in REPORT_STEPS[before]
