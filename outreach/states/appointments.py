"""Which state of an appointment may follow which."""

from django.db import models
from django.utils.translation import pgettext_lazy


class AppointmentState(models.TextChoices):
    """What was decided of an appointment. Whether its term runs is told by the day: see `Standing`.

    *proposed*: by the station; *issued*: the school has issued the letter; *ended*: before its term was over, handed
    over or dismissed; *withdrawn*: proposed, and never issued.
    """

    PROPOSED = "proposed", pgettext_lazy("appointment", "proposed")
    ISSUED = "issued", pgettext_lazy("appointment", "issued")
    ENDED = "ended", pgettext_lazy("appointment", "ended")
    WITHDRAWN = "withdrawn", pgettext_lazy("appointment", "withdrawn")


class Standing(models.TextChoices):
    """How an appointment stands on a day: as decided, and, with its letter, by the days on which it holds.

    What was handed over or dismissed from a later day on is *active* until then.
    """

    PROPOSED = "proposed", pgettext_lazy("appointment", "proposed")
    ISSUED = "issued", pgettext_lazy("appointment", "issued, not begun")
    ACTIVE = "active", pgettext_lazy("appointment", "active")
    ENDED = "ended", pgettext_lazy("appointment", "ended")
    WITHDRAWN = "withdrawn", pgettext_lazy("appointment", "withdrawn")


class Ending(models.TextChoices):
    """How an appointment ended before its term was over; one that ran its term expired."""

    HANDED_OVER = "handed_over", pgettext_lazy("appointment", "handed over")
    DISMISSED = "dismissed", pgettext_lazy("appointment", "dismissed")


APPOINTMENT_STEPS: dict[str, frozenset[str]] = {
    AppointmentState.PROPOSED: frozenset({AppointmentState.ISSUED, AppointmentState.WITHDRAWN}),
    AppointmentState.ISSUED: frozenset({AppointmentState.ENDED}),
    AppointmentState.ENDED: frozenset(),
    AppointmentState.WITHDRAWN: frozenset(),
}
# It takes one of an officer's places as long as its term runs, or to the day on which that was cut short.
TAKES_A_PLACE = (AppointmentState.PROPOSED, AppointmentState.ISSUED, AppointmentState.ENDED)
# A letter exists, and can be verified.
HAS_LETTER = (AppointmentState.ISSUED, AppointmentState.ENDED)
# Steps to these need words.
APPOINTMENT_SAYS_WHY = (AppointmentState.ENDED, AppointmentState.WITHDRAWN)


def appointment_may_become(before: str, after: str) -> bool:
    """Whether an appointment in state `before` may turn to `after`."""
    return after in APPOINTMENT_STEPS[before]
