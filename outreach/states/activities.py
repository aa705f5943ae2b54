"""Which state of an activity may follow which."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ActivityState(models.TextChoices):
    """How far an activity is. *confirmed*: each of its schools says that it was so."""

    PLANNED = "planned", pgettext_lazy("activity", "planned")
    HELD = "held", pgettext_lazy("activity", "held")
    CONFIRMED = "confirmed", pgettext_lazy("activity", "confirmed by the school")
    CANCELLED = "cancelled", pgettext_lazy("activity", "cancelled")


class Answer(models.TextChoices):
    """What a school says of an activity; empty: nothing yet."""

    CONFIRMED = "confirmed", pgettext_lazy("activity", "it was so")
    OBJECTED = "objected", pgettext_lazy("activity", "it was not so")


# What is put right after an objection is confirmed anew; what was held by mistake is planned again.
ACTIVITY_STEPS: dict[str, frozenset[str]] = {
    ActivityState.PLANNED: frozenset({ActivityState.HELD, ActivityState.CANCELLED}),
    ActivityState.HELD: frozenset({ActivityState.CONFIRMED, ActivityState.CANCELLED}),
    ActivityState.CONFIRMED: frozenset({ActivityState.HELD}),
    ActivityState.CANCELLED: frozenset({ActivityState.PLANNED}),
}
# It took place: it counts.
TOOK_PLACE = (ActivityState.HELD, ActivityState.CONFIRMED)
# Steps to these need words.
ACTIVITY_SAYS_WHY = (ActivityState.CANCELLED,)


def activity_may_become(before: str, after: str) -> bool:
    """Whether an activity in state `before` may turn to `after`."""
    return after in ACTIVITY_STEPS[before]
