"""Setting what a unit wants to reach."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from campus_safety.accounts.models import Unit
from campus_safety.statistics.goals import goals_of
from campus_safety.statistics.models import Goal
from campus_safety.statistics.periods import Period


@transaction.atomic
def set_goals(*, unit: Unit, month: Period, goals: Mapping[str, Decimal | None]) -> int:
    """From this month on have these goals hold, {indicator: value, or None for no goal any more}.

    What holds anyway stays as it is; so does what is set from a later month on. Returns how many changed.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    held = goals_of(unit)
    changed = {key: value for key, value in goals.items() if value != held.of(key, month)}
    for key, value in changed.items():
        Goal.objects.update_or_create(unit=unit, key=key, since=month.first_day, defaults={"value": value})
    return len(changed)
