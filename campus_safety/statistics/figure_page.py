"""A figure opened: how it breaks down, as a page shows it and as a worksheet holds it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from campus_safety.statistics.breakdowns import Line, Number, sum_of
from campus_safety.statistics.counting import percent
from campus_safety.statistics.dimensions import UNIT
from campus_safety.statistics.ledger import Row
from campus_safety.statistics.models import Report
from campus_safety.statistics.numbers import NOTHING, shown
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Breakdown, Indicator, dimensions_of, name_of
from campus_safety.statistics.words import period_name

# Of each breakdown stand so many lines beside the others'; alone it has all of them, a page at a time.
FIRST_LINES = 10


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as it is read: its names, its number, its share of the figure (of a rate: part and whole), its rows."""

    names: Sequence[str]
    number: str
    facts: Sequence[str]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One breakdown: the first lines, the others together (None for no others), the sum of all, and how many there are.

    `addresses` leads to all of it on a page (`page`), and as a file (`csv`, `xlsx`).
    """

    name: str
    title: str
    heads: list[str]
    lines: list[ShownLine]
    others: ShownLine | None
    others_number: int
    total: ShownLine
    number: int
    addresses: Mapping[str, str]


def changes_in_words(row: Row, period: Period, *, is_running: bool) -> list[str]:
    """The figure against the period before and the year before, as far as those are known."""
    words = _("%(change)s against the same days of %(period)s") if is_running else _("%(change)s against %(period)s")
    beside = ((row.change, period.before()), (row.change_of_year, period.year_before()))
    return [words % {"change": change, "period": period_name(other)} for change, other in beside if change != NOTHING]


def says_something(breakdown: Breakdown, lines: Sequence[Line]) -> bool:
    """Whether a breakdown has lines; that by unit says nothing of a unit alone."""
    return len(lines) > 1 if breakdown is UNIT else bool(lines)


def heads_of(breakdown: Breakdown) -> list[str]:
    """What the columns of the names are called."""
    return [capfirst(str(dimension.label)) for dimension in dimensions_of(breakdown)]


def title_of(breakdown: Breakdown) -> str:
    """By what it breaks down: `By school`, `By patrol point and duty window`."""
    labels = [str(dimension.label) for dimension in dimensions_of(breakdown)]
    if len(labels) == 1:
        return _("By %(dimension)s") % {"dimension": labels[0]}
    return _("By %(first)s and %(second)s") % {"first": labels[0], "second": labels[1]}


def table_of(
    report: Report, indicator: Indicator, breakdown: Breakdown, lines: Sequence[Line], most: int | None
) -> Table:
    """A breakdown as it is shown: the first `most` lines and the sum of the others, or (None) all of them."""
    total = sum_of((line.number for line in lines), is_rate=indicator.is_rate)
    rest = lines[most:] if most is not None else []
    others = sum_of((line.number for line in rest), is_rate=indicator.is_rate)
    return Table(
        name=name_of(breakdown),
        title=title_of(breakdown),
        heads=heads_of(breakdown),
        lines=[_shown(line.names, line.number, total, line.url) for line in lines[:most]],
        others=_shown((), others, total) if rest else None,
        others_number=len(rest),
        total=_shown((), total, total),
        number=len(lines),
        addresses=_addresses(report, indicator, breakdown),
    )


def _addresses(report: Report, indicator: Indicator, breakdown: Breakdown) -> dict[str, str]:
    words = [report.period.code, indicator.key]
    query = urlencode({"unit": report.unit.code, "by": name_of(breakdown)})
    files = {kind: reverse("statistics:figure_export", args=[*words, kind]) for kind in ("csv", "xlsx")}
    paths = {"page": reverse("statistics:figure", args=words)} | files
    return {name: f"{path}?{query}" for name, path in paths.items()}


def _shown(names: Sequence[str], number: Number, total: Number, url: str = "") -> ShownLine:
    is_rate = number.whole is not None
    if number.whole is not None:
        facts = [shown(number.part, is_rate=False), shown(number.whole, is_rate=False)]
    else:
        share = percent(number.part, total.part)
        facts = [NOTHING if share is None else f"{shown(share, is_rate=True)}%"]
    return ShownLine(names, shown(number.value, is_rate=is_rate), facts, url)


def sheet_of(indicator: Indicator, breakdown: Breakdown, lines: Sequence[Line]) -> Sheet:
    """A breakdown as a worksheet: every line and the sum, numbers as numbers."""
    number = f"{indicator.label} ({indicator.unit_word})"
    more = [pgettext("of a rate", "Counted"), pgettext("of a rate", "Of")] if indicator.is_rate else [_("Share (%)")]
    headings = [*(Heading(head, 24) for head in heads_of(breakdown)), *(Heading(text, 18) for text in [number, *more])]
    return Sheet(title_of(breakdown), headings, _cells(indicator, breakdown, lines))


def _cells(indicator: Indicator, breakdown: Breakdown, lines: Sequence[Line]) -> Iterator[list[Value]]:
    total = sum_of((line.number for line in lines), is_rate=indicator.is_rate)
    together = [_("Together"), *("" for _dimension in dimensions_of(breakdown)[1:])]
    for names, number in [*((line.names, line.number) for line in lines), (together, total)]:
        more = [percent(number.part, total.part)] if number.whole is None else [number.part, number.whole]
        yield [*names, number.value, *more]
