"""Schools as the compiled breakdowns know them: by key. What belongs to several has a key like `3,7`."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.utils.translation import pgettext

from campus_safety.dashboard.by_school import KEY, dimension_of
from campus_safety.statistics.breakdowns import name_in
from campus_safety.statistics.models import Figure
from campus_safety.statistics.registry import indicators
from campus_safety.statistics.sources import NONE


def names_of(keys: Collection[str]) -> Mapping[str, str]:
    """{key: name} of schools; rows of no school are said to be so. At most one query."""
    dimension = next((found for one in indicators() if (found := dimension_of(one))), None)
    if dimension is None:
        return {}
    names = dimension.names([key for key in keys if key != NONE])
    return {key: pgettext("breakdown", "no school") if key == NONE else name_in(dimension, key, names) for key in keys}


def counted_at_each(figure: Figure) -> dict[str, Decimal]:
    """{school: what counts there}: what belongs to several schools counts at each of them, what has none nowhere."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for keys, number in figure.breakdowns.get(KEY, {}).items():
        for key in keys.split(","):
            if key != NONE:
                found[key] += Decimal(str(number))
    return dict(found)


def has_shared(figure: Figure) -> bool:
    """Whether something of a figure belongs to several schools at once."""
    return any("," in keys for keys in figure.breakdowns.get(KEY, {}))
