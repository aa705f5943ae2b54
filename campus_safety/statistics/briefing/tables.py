"""The tables of a briefing: every figure beside others, how figures divide, how each is counted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.statistics.breakdowns import name_in, number_of
from campus_safety.statistics.briefing.chapters import chapter_of
from campus_safety.statistics.briefing.document import Amount, Cell, Column, Table
from campus_safety.statistics.briefing.sentences import Beside, Told
from campus_safety.statistics.counting import Stored
from campus_safety.statistics.dimensions import UNIT
from campus_safety.statistics.figure_page import heads_of, title_of
from campus_safety.statistics.registry import Breakdown, dimensions_of, name_of
from campus_safety.statistics.sources import NONE, Names

NAME = 3.5  # share of the width, that of a number being 2
Looked = Mapping[Names, Mapping[str, str]]
# Figures that divide in the same way, though their lists are narrowed by filters of their own.
Way = tuple[tuple[str, Names], ...]
# A figure, and what it is at each key.
Divided = tuple[Told, Mapping[str, Stored]]


def figures_of(figures: Sequence[Told], beside: Beside) -> Table:
    """Every figure with its unit word, what it is compared with, and the changes."""
    pasts = [(beside.before, [told.before for told in figures])]
    if beside.year_before:
        pasts.append((beside.year_before, [told.year_before for told in figures]))
    columns = [_indicator(), Column(_("Figure"), is_number=True), Column(pgettext("of a figure", "Unit"), share=1.6)]
    rows: list[list[Cell]] = [
        [str(told.indicator.label), Amount(told.value, told.indicator.is_rate), str(told.indicator.unit_word)]
        for told in figures
    ]
    for when, values in pasts:
        columns += [Column(when, is_number=True), Column(pgettext("of a figure", "Change"), is_number=True)]
        for row, told, past in zip(rows, figures, values, strict=True):
            difference = None if told.value is None or past is None else told.value - past
            row += [Amount(past, told.indicator.is_rate), Amount(difference, told.indicator.is_rate, is_change=True)]
    return Table(_("All figures"), columns, rows)


def definitions_of(figures: Iterable[Told]) -> Table:
    """How each figure is counted."""
    how = _("How it is counted")
    rows = [[str(told.indicator.label), str(told.indicator.definition)] for told in figures]
    return Table(how, [_indicator(), Column(how, share=3 * NAME)], rows)


def _indicator() -> Column:
    return Column(_("Indicator"), share=NAME)


def breakdowns_of(figures: Iterable[Told]) -> list[Table]:
    """The tables, from the breakdowns as they were compiled; at most one query a dimension, for the names.

    A unit with none below it is not broken down by unit.
    """
    divided: defaultdict[Way, list[Divided]] = defaultdict(list)
    breakdowns: dict[Way, Breakdown] = {}
    for told in figures:
        for breakdown in told.indicator.breakdowns:
            if stored := told.figure.breakdowns.get(name_of(breakdown)):
                way = tuple((dimension.key, dimension.names) for dimension in dimensions_of(breakdown))
                breakdowns.setdefault(way, breakdown)
                divided[way].append((told, stored))
    keys = {way: {key for _told, stored in found for key in stored} for way, found in divided.items()}
    names = _looked_up(keys)
    return [
        _table(breakdown, keys[way], divided[way], names)
        for way, breakdown in breakdowns.items()
        if breakdown is not UNIT or len(keys[way]) > 1
    ]


def _looked_up(keys: Mapping[Way, Collection[str]]) -> Looked:
    """What every key of every table is called."""
    wanted: defaultdict[Names, set[str]] = defaultdict(set)
    for way, found in keys.items():
        for place, (_key, names) in enumerate(way):
            wanted[names].update(key.split("|")[place] for key in found)
    return {names: names(parts) for names, parts in wanted.items()}


def _table(breakdown: Breakdown, keys: Collection[str], divided: Sequence[Divided], names: Looked) -> Table:
    """A table in the order of the names; what has no key comes last."""
    heads = heads_of(breakdown)
    lines = sorted((_line(breakdown, key, names), key) for key in keys)
    sums = [Amount(told.value, is_rate=told.indicator.is_rate) for told, _stored in divided]
    return Table(
        title=title_of(breakdown),
        columns=[
            *(Column(head, share=NAME) for head in heads),
            *(
                Column(_head(told), is_number=True, chapter=str(chapter_of(told.indicator)))
                for told, _stored in divided
            ),
        ],
        rows=[
            [*(name for _is_none, name in line), *(_cell(told, stored.get(key)) for told, stored in divided)]
            for line, key in lines
        ],
        total=[_("Together"), *[""] * (len(heads) - 1), *sums],
        keys=len(heads),
    )


def _line(breakdown: Breakdown, key: str, names: Looked) -> list[tuple[bool, str]]:
    parts = zip(dimensions_of(breakdown), key.split("|"), strict=True)
    return [(part == NONE, name_in(dimension, part, names[dimension.names])) for dimension, part in parts]


def _head(told: Told) -> str:
    words = {"label": told.indicator.label, "unit": told.indicator.unit_word}
    return pgettext("head of a column", "%(label)s (%(unit)s)") % words


def _cell(told: Told, stored: Stored | None) -> Cell:
    """A count that is not there is 0; a rate of nothing is none."""
    if stored is not None:
        return Amount(number_of(stored).value, is_rate=told.indicator.is_rate)
    return Amount(None, is_rate=True) if told.indicator.is_rate else Amount(Decimal(0))
