"""Schools ranked by an open score: what was counted of each, every part times its weight.

The score says where to look first. It is no judgement of a school, and no figure of a report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit
from campus_safety.dashboard.compiled import figure_of
from campus_safety.dashboard.panels_registry import Desk
from campus_safety.dashboard.schools import counted_at_each, has_shared, names_of
from campus_safety.statistics.models import RankingWeight
from campus_safety.statistics.registry import Indicator, indicator_named


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that counts: the indicator, its name in the ranking, and the weight that the portal gives it."""

    key: str
    label: str | Promise
    own_weight: int

    @property
    def indicator(self) -> Indicator | None:
        """The indicator, if an app counts it."""
        return indicator_named(self.key)


PARTS = (
    Part("hazards_open", pgettext_lazy("ranking", "Open hazards"), 3),
    Part("incidents_reported", _("Cases"), 5),
    Part("duties_missed", _("Duties not done"), 1),
    Part("drills_overdue", pgettext_lazy("ranking", "Overdue drills"), 2),
)


@dataclass(frozen=True, slots=True)
class Share:
    """What one part adds to a school's score."""

    number: Decimal
    weight: int

    @property
    def points(self) -> Decimal:
        """The number times the weight."""
        return self.number * self.weight


@dataclass(frozen=True, slots=True)
class Ranked:
    """A school with its place, its score, and what each part adds to it; equal scores have equal places."""

    place: int
    school: str
    score: Decimal
    shares: Sequence[Share]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The parts that could be counted and those that could not, and the schools that have any score.

    `is_shared`: something belongs to several schools, and counts at each of them.
    """

    parts: Sequence[Part]
    missing: Sequence[Part]
    weights: Mapping[str, int]
    rows: Sequence[Ranked]
    is_shared: bool


def weights_of(unit: Unit) -> dict[str, int]:
    """{part: weight} of a unit: the portal's own where it has set none. One query."""
    found = dict(RankingWeight.objects.filter(unit=unit).values_list("part", "weight"))
    return {part.key: found.get(part.key, part.own_weight) for part in PARTS}


def ranking_of(desk: Desk) -> Ranking:
    """The schools of the desk's unit in the desk's month: two queries, for the weights and the names."""
    figures = {part: figure for part in PARTS if (figure := figure_of(desk, part.key)) is not None}
    counts = {part: counted_at_each(figure) for part, figure in figures.items()}
    weights = weights_of(desk.unit)
    shares = {
        school: [Share(found.get(school, Decimal(0)), weights[part.key]) for part, found in counts.items()]
        for school in {school for found in counts.values() for school in found}
    }
    return Ranking(
        parts=list(counts),
        missing=[part for part in PARTS if part not in counts],
        weights=weights,
        rows=_ranked(shares),
        is_shared=any(map(has_shared, figures.values())),
    )


def _ranked(shares: Mapping[str, Sequence[Share]]) -> list[Ranked]:
    """Those with a score, the highest first."""
    scores = {school: sum((each.points for each in found), Decimal(0)) for school, found in shares.items()}
    names = names_of([school for school, score in scores.items() if score])
    rows: list[Ranked] = []
    in_order = sorted(names, key=lambda school: (-scores[school], names[school]))
    for score, equals in groupby(in_order, key=lambda school: scores[school]):
        place = len(rows) + 1
        rows.extend(Ranked(place, names[school], score, shares[school]) for school in equals)
    return rows
