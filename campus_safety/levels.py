"""The levels of schools: which there are, in which order, and in words."""

from django.db import models
from django.db.models import Case, SmallIntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from campus_safety.wording import listed


class Level(models.TextChoices):
    """From the youngest pupils up; a nine-year school has two, a complete secondary school two."""

    KINDERGARTEN = "kindergarten", _("kindergarten")
    PRIMARY = "primary", _("primary school")
    MIDDLE = "middle", _("middle school")
    HIGH = "high", _("high school")
    VOCATIONAL = "vocational", _("vocational school")
    SPECIAL = "special", _("special school")


def level_rank(field: str) -> Case:
    """The place of the level in `field` in the order of levels, for a query."""
    places = (When(**{field: level}, then=Value(place)) for place, level in enumerate(Level.values))
    return Case(*places, output_field=SmallIntegerField())


def levels_in_words(names: str) -> str:
    """Levels as the trail keeps them ("middle, primary") in words."""
    labels = {str(value): str(label) for value, label in Level.choices}
    return listed(labels.get(name, name) for name in names.split(", "))
