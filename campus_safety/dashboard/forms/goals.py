"""What a unit wants its figures to reach, all of them on one form."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from campus_safety.seen import SeenForm
from campus_safety.statistics.goals import Goals
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.numbers import plain, shown
from campus_safety.statistics.periods import Period, month_of
from campus_safety.statistics.registry import Indicator, indicators
from campus_safety.statistics.words import month_and_year

# As much as the column holds.
MOST = Decimal("99999999999999.99")


class GoalsForm(SeenForm):
    """The goal of every indicator from one month on; what is left empty has none."""

    def __init__(
        self, *args: Any, goals: Goals, month: Period, last: Report | None, **options: Any
    ) -> None:  # fmt: skip
        """`last` is the report of the last month that is over, to measure a goal by."""
        super().__init__(*args, **options)
        held = {indicator.key: goals.of(indicator.key, month) for indicator in indicators()}
        figures = {figure.key: figure for figure in last.figures.all()} if last else {}
        for indicator in indicators():
            notes = [_last(indicator, figures.get(indicator.key), last), _following(indicator, goals, month)]
            self.fields[indicator.key] = _field(indicator, held[indicator.key], notes)
        self.look(held)

    @property
    def goals(self) -> dict[str, Decimal | None]:
        """{indicator: goal, or None} as they were entered."""
        return {indicator.key: self.cleaned_data[indicator.key] for indicator in indicators()}


def _field(indicator: Indicator, held: Decimal | None, notes: Sequence[str]) -> forms.DecimalField:
    words = _("at most, %(unit)s") if indicator.fewer_is_better else _("at least, %(unit)s")
    return forms.DecimalField(
        label=str(indicator.label),
        help_text=" ".join([words % {"unit": indicator.unit_word}, *filter(None, notes)]),
        required=False,
        min_value=0,
        max_value=100 if indicator.is_rate else MOST,
        decimal_places=1 if indicator.is_rate else 2,
        initial=None if held is None else plain(held),
    )


def _last(indicator: Indicator, figure: Figure | None, last: Report | None) -> str:
    """What the figure came to in the last month that is over."""
    if last is None or figure is None or figure.value is None:
        return ""
    value = shown(figure.value, is_rate=indicator.is_rate)
    return _("%(month)s: %(value)s.") % {"month": month_and_year(last.period), "value": value}


def _following(indicator: Indicator, goals: Goals, month: Period) -> str:
    """What is already set from a later month on, and stays."""
    step = goals.following(indicator.key, month)
    if step is None:
        return ""
    since, value = step
    name = month_and_year(month_of(since))
    if value is None:
        return _("From %(month)s on: none.") % {"month": name}
    return _("From %(month)s on: %(goal)s.") % {"month": name, "goal": shown(value, is_rate=indicator.is_rate)}
