"""What a unit wants its figures to reach: the goals that hold in a month, and whether they are reached, in words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit
from campus_safety.statistics.models import Goal
from campus_safety.statistics.numbers import plain, shown
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator

# From which month on, and what; None where a goal ends.
Step = tuple[date, Decimal | None]


@dataclass(frozen=True, slots=True)
class Goals:
    """A unit's goals: {indicator: what was set from which month on, the earliest first}."""

    steps: Mapping[str, Sequence[Step]]

    def of(self, key: str, month: Period) -> Decimal | None:
        """The goal that holds in a month, or None."""
        values = [value for since, value in self.steps.get(key, ()) if since <= month.first_day]
        return values[-1] if values else None

    def following(self, key: str, month: Period) -> Step | None:
        """What is already set from a later month on."""
        return next((step for step in self.steps.get(key, ()) if step[0] > month.first_day), None)


def goals_of(unit: Unit) -> Goals:
    """Every goal of a unit. One query."""
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    for key, since, value in Goal.objects.filter(unit=unit).order_by("since").values_list("key", "since", "value"):
        steps[key].append((since, value))
    return Goals(steps)


def is_reached(indicator: Indicator, value: Decimal, goal: Decimal) -> bool:
    """Whether a value is as much as was wanted, or as little where fewer is better."""
    return value <= goal if indicator.fewer_is_better else value >= goal


def goal_in_words(indicator: Indicator, goal: Decimal, value: Decimal | None, *, is_running: bool) -> str:
    """The goal of a month, and how it stands: the month that runs may still reach it, or miss it."""
    number = f"{plain(goal)}%" if indicator.is_rate else shown(goal, is_rate=False)
    if value is None:
        return _("goal %(goal)s") % {"goal": number}
    return _phrase(indicator, is_kept=is_reached(indicator, value, goal), is_running=is_running) % {"goal": number}


def _phrase(indicator: Indicator, *, is_kept: bool, is_running: bool) -> str:
    if indicator.fewer_is_better and is_kept:
        return _("goal at most %(goal)s: kept so far") if is_running else _("goal at most %(goal)s: kept")
    if indicator.fewer_is_better:
        return _("goal at most %(goal)s: exceeded")
    if is_kept:
        return _("goal %(goal)s: reached")
    return _("goal %(goal)s: not reached yet") if is_running else _("goal %(goal)s: not reached")
