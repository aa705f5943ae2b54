"""A trend as it is read: a sentence, the numbers of its months, and what the chart is given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import dropwhile
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus_safety.statistics.goals import Goals, is_reached
from campus_safety.statistics.numbers import shown
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator
from campus_safety.statistics.trends import Point
from campus_safety.statistics.words import month_and_year
from campus_safety.wording import listed

# More months than these are counted in the sentence, and not named.
MOST_NAMED = 3
# The goal that held in each month, None for none.
Held = Mapping[Period, Decimal | None]


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """One month: its point and the goal that held in it (None for none), with its name and both as they are read."""

    point: Point
    goal: Decimal | None
    name: str
    value_words: str
    goal_words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A trend from its first known month on; `goal_words` says in how many months the goal was reached."""

    sentence: str
    goal_words: str
    months: list[TrendMonth]
    chart: dict[str, Any]

    @property
    def has_imported(self) -> bool:
        """Whether some months come from before the portal."""
        return any(month.point.is_imported for month in self.months)

    @property
    def has_gaps(self) -> bool:
        """Whether some months are not known."""
        return any(month.point.value is None for month in self.months)


def drawn(indicator: Indicator, points: Sequence[Point], today: date, goals: Goals | None = None) -> Drawn | None:
    """An indicator's months from the first known one on, beside the goals that held.

    The month that still runs is drawn, but is neither most nor least, nor does it reach or miss anything. None where
    fewer than two known months are over.
    """
    known = list(dropwhile(lambda point: point.value is None, points))
    over = {point.month: point.value for point in known if point.value is not None and not point.month.holds(today)}
    if len(over) < 2:
        return None
    goal_of = {point.month: goals.of(indicator.key, point.month) if goals else None for point in known}
    return Drawn(
        sentence=_extremes(over, indicator),
        goal_words=_times_reached(over, goal_of, indicator),
        months=[_month(point, goal_of[point.month], indicator) for point in known],
        chart=_chart(known, goal_of, indicator),
    )


def _month(point: Point, goal: Decimal | None, indicator: Indicator) -> TrendMonth:
    value = shown(point.value, is_rate=indicator.is_rate)
    if point.is_lower_bound:
        value = _("over %(number)s") % {"number": value}
    goal_words = "" if goal is None else shown(goal, is_rate=indicator.is_rate)
    return TrendMonth(point, goal, month_and_year(point.month), value, goal_words)


def _chart(points: Sequence[Point], goals: Held, indicator: Indicator) -> dict[str, Any]:
    """As static/js/charts.js takes it: a rate as a line, a count as bars; null is a gap."""
    chart: dict[str, Any] = {
        "type": "line" if indicator.is_rate else "bar",
        "labels": [point.month.code for point in points],
        "values": [_number(point.value) for point in points],
        "label": str(indicator.label),
        "outlined": [place for place, point in enumerate(points) if point.is_imported],
    }
    if any(goal is not None for goal in goals.values()):
        chart["goal"] = {"label": _("Goal"), "values": [_number(goals[point.month]) for point in points]}
    return chart


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _extremes(values: Mapping[Period, Decimal], indicator: Indicator) -> str:
    """Where the figure was highest and where lowest."""
    highest, lowest = max(values.values()), min(values.values())
    facts = {
        "label": indicator.label,
        "unit": indicator.unit_word,
        "high": shown(highest, is_rate=indicator.is_rate),
        "low": shown(lowest, is_rate=indicator.is_rate),
        "high_in": _named([month for month, value in values.items() if value == highest]),
        "low_in": _named([month for month, value in values.items() if value == lowest]),
    }
    if highest == lowest:
        words = _("%(label)s: the same in every month, %(high)s %(unit)s")
    elif indicator.is_rate:
        words = _("%(label)s: highest in %(high_in)s (%(high)s%%), lowest in %(low_in)s (%(low)s%%)")
    else:
        words = _("%(label)s: most in %(high_in)s (%(high)s %(unit)s), least in %(low_in)s (%(low)s %(unit)s)")
    return words % facts


def _named(months: Collection[Period]) -> str:
    if len(months) > MOST_NAMED:
        return ngettext("%(number)s month", "%(number)s months", len(months)) % {"number": len(months)}
    return listed(month_and_year(month) for month in months)


def _times_reached(values: Mapping[Period, Decimal], goals: Held, indicator: Indicator) -> str:
    """In how many of the months that had a goal it was reached; "" where there was none."""
    with_goals = [(value, goal) for month, value in values.items() if (goal := goals[month]) is not None]
    judged = [is_reached(indicator, value, goal) for value, goal in with_goals]
    if not judged:
        return ""
    words = ngettext(
        "The goal was reached in %(times)s of %(number)s month that had one.",
        "The goal was reached in %(times)s of %(number)s months that had one.",
        len(judged),
    )
    return words % {"times": sum(judged), "number": len(judged)}
