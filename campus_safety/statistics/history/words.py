"""Imported figures as they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import pgettext

from campus_safety.statistics.models import ImportedPeriod
from campus_safety.statistics.numbers import shown
from campus_safety.statistics.registry import indicator_named, indicators


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One imported figure, with what its source says of it."""

    key: str
    label: str | Promise
    value: str
    unit: str | Promise
    note: str


def figure_in_words(value: Decimal, *, is_lower_bound: bool) -> str:
    """The number; of a lower bound `over 90`, as the source says no more."""
    number = shown(value, is_rate=False)
    return pgettext("a lower bound", "over %(number)s") % {"number": number} if is_lower_bound else number


def rows_of(imported: ImportedPeriod) -> Sequence[ImportedRow]:
    """The figures of a period in the order of the report; those of indicators that are no more come last, by key."""
    order = {indicator.key: place for place, indicator in enumerate(indicators())}
    rows = []
    for figure in sorted(imported.figures.all(), key=lambda figure: order.get(figure.key, len(order))):
        indicator = indicator_named(figure.key)
        rows.append(
            ImportedRow(
                key=figure.key,
                label=indicator.label if indicator else figure.key,
                value=figure_in_words(figure.value, is_lower_bound=figure.is_lower_bound),
                unit=indicator.unit_word if indicator else "",
                note=figure.note,
            )
        )
    return rows
