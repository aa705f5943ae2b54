"""How a round of feedback stands: told by the day, decided by nobody."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """Before its first day a round is *to come*, until its last one *open*, and then *over*: it is published."""

    TO_COME = "to_come", pgettext_lazy("feedback", "to come")
    OPEN = "open", pgettext_lazy("feedback", "open")
    OVER = "over", pgettext_lazy("feedback", "over")
