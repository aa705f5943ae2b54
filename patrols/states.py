"""Which state of a duty may follow which. Nothing else decides it."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DutyState(models.TextChoices):
    """What became of one point in one window of one day.

    *open*: not yet visited; *done*: visited in the window; *late*: visited after it, not counted as done; *missed*: the
    window closed and nobody came; *cancelled*: with a reason, out of the denominator.
    """

    OPEN = "open", _("open")
    DONE = "done", _("done")
    LATE = "late", _("visited late")
    MISSED = "missed", _("missed")
    CANCELLED = "cancelled", _("cancelled")


class SignState(models.TextChoices):
    """Where a sign is in its life: printed and *waiting* to be posted, *posted*, then *replaced* by the next one."""

    WAITING = "waiting", _("not yet posted")
    POSTED = "posted", pgettext_lazy("sign", "posted")
    REPLACED = "replaced", pgettext_lazy("sign", "replaced")


class SwapState(models.TextChoices):
    """What became of the wish to swap: asked, then accepted, declined, or withdrawn by who asked."""

    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", pgettext_lazy("swap", "accepted")
    DECLINED = "declined", pgettext_lazy("swap", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap", "withdrawn")


SWAP_STEPS: dict[str, frozenset[str]] = {
    SwapState.ASKED: frozenset({SwapState.ACCEPTED, SwapState.DECLINED, SwapState.WITHDRAWN}),
    SwapState.ACCEPTED: frozenset(),
    SwapState.DECLINED: frozenset(),
    SwapState.WITHDRAWN: frozenset(),
}


def swap_states_before(after: str) -> list[str]:
    """The states from which a swap may turn to `after`."""
    return [str(before) for before, following in SWAP_STEPS.items() if after in following]


# A check-in can arrive after the window has closed: one taken in the window turns missed or late into done.
# A check-in that a commander rejects takes its visit back: see REOPENED_STEPS.
DUTY_STEPS: dict[str, frozenset[str]] = {
    DutyState.OPEN: frozenset({DutyState.DONE, DutyState.LATE, DutyState.MISSED, DutyState.CANCELLED}),
    DutyState.MISSED: frozenset({DutyState.DONE, DutyState.LATE}),
    DutyState.LATE: frozenset({DutyState.DONE}),
    DutyState.DONE: frozenset(),
    DutyState.CANCELLED: frozenset(),
}

# What a duty turns to when the visit that fulfilled it is rejected: to be done again while its window runs, visited
# late if a later visit stands, else missed. A rejection that is taken back goes by DUTY_STEPS again.
REOPENED_STEPS: dict[str, frozenset[str]] = {
    DutyState.OPEN: frozenset(),
    DutyState.MISSED: frozenset(),
    # A phone whose clock is ahead visits late while the window still runs.
    DutyState.LATE: frozenset({DutyState.OPEN, DutyState.MISSED}),
    DutyState.DONE: frozenset({DutyState.OPEN, DutyState.LATE, DutyState.MISSED}),
    DutyState.CANCELLED: frozenset(),
}


def duty_may_become(before: str, after: str) -> bool:
    """Whether a duty in state `before` may turn to `after`."""
    return after in DUTY_STEPS[before]


def duty_states_before(after: str) -> list[str]:
    """The states from which a duty may turn to `after`."""
    return [str(before) for before, following in DUTY_STEPS.items() if after in following]


_SETTLED: dict[str, str] = {
    DutyState.DONE: "done",
    DutyState.LATE: "after",
    DutyState.MISSED: "missed",
    DutyState.CANCELLED: "void",
}


def duty_mark(state: str, starts_at: datetime, ends_at: datetime, at: datetime) -> str:
    """The mark of a duty at a moment: an open one is not yet due, due, or (its window over, nobody there) late.

    One that was visited late asks for nothing any more: its mark is *after*, a pale triangle (docs/adr/0011).
    """
    if state != DutyState.OPEN:
        return _SETTLED[state]
    if at < starts_at:
        return "wait"
    return "due" if at < ends_at else "late"


# The word beside a mark.
MARK_WORDS = {
    "wait": _("Not yet due"),
    "due": _("Due"),
    "late": _("Late"),
    "done": _("Patrolled"),
    "after": _("Visited late"),
    "missed": _("Missed"),
    "void": _("Cancelled"),
}
