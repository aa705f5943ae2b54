"""The ways to break figures down that every app shares, and what the others are made with."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Expression, IntegerField, QuerySet
from django.db.models.functions import ExtractHour
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.sources import Dimension, Names


def named_by(rows: Callable[[], QuerySet[Any]], field: str) -> Names:
    """Names for keys that are primary keys of a table. One query."""

    def names(keys: Collection[str]) -> Mapping[str, str]:
        found = rows().filter(pk__in=[int(key) for key in keys if key]).values_list("pk", field)
        return {str(pk): str(name) for pk, name in found}

    return names


def labelled(choices: Callable[[], Mapping[str, str | Promise]]) -> Names:
    """Names for keys that are values of choices. No query."""

    def names(keys: Collection[str]) -> Mapping[str, str]:
        labels = choices()
        return {key: str(labels[key]) for key in keys if key in labels}

    return names


def of_choices(choices: Any) -> Names:
    """Names for the values of a TextChoices."""
    return labelled(lambda: dict(choices.choices))


def hour_of(field: str) -> Expression:
    """The hour of the day in which a moment lies, in Asia/Shanghai: 0 to 23."""
    return ExtractHour(field, tzinfo=timezone.get_default_timezone(), output_field=IntegerField())


def _hours(keys: Collection[str]) -> Mapping[str, str]:
    return {key: f"{int(key):02}:00" for key in keys if key}


def _lowest_units() -> QuerySet[Any]:
    """Those with no unit below: the list of another one shows the rows of those below it too."""
    lowest: QuerySet[Any] = Unit.objects.filter(children=None)
    return lowest


UNIT = Dimension(
    "unit", _("unit"), named_by(Unit.objects.all, "name"), filter="unit", codes=named_by(_lowest_units, "code")
)
OFFICER = Dimension(
    "officer",
    _("officer"),
    named_by(User.objects.all, "name"),
    filter="officer",
    codes=named_by(User.objects.all, "username"),
)
HOUR = Dimension("hour", _("hour of the day"), _hours, filter="hour")
