"""Setting what each part of the ranking of schools weighs."""

from collections.abc import Mapping

from django.db import transaction

from campus_safety.accounts.models import Unit
from campus_safety.statistics.models import RankingWeight


@transaction.atomic
def set_weights(*, unit: Unit, weights: Mapping[str, int | None]) -> None:
    """Have the parts weigh so much in a unit's ranking, {part: weight, or None for the portal's own}."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # two at once are entered one after the other
    stored = {each.part: each for each in RankingWeight.objects.filter(unit=unit)}
    for part, weight in weights.items():
        found = stored.get(part)
        if weight is None and found:
            found.delete()
        elif weight is not None and (found is None or found.weight != weight):
            RankingWeight.objects.update_or_create(unit=unit, part=part, defaults={"weight": weight})
