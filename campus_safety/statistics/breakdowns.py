"""A stored figure broken down: what each key is called, what stands against it, and the rows behind it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.statistics.counting import Stored, percent
from campus_safety.statistics.dimensions import HOUR
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.registry import Breakdown, Indicator, dimensions_of, name_of
from campus_safety.statistics.sources import NONE, Dimension


@dataclass(frozen=True, slots=True)
class Number:
    """What stands against a line: a count, or a rate as the part and the whole that it is made of."""

    part: Decimal
    whole: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        """The count, or the rate in percent with one decimal."""
        return self.part if self.whole is None else percent(self.part, self.whole)

    def __add__(self, other: "Number") -> "Number":
        both = None if self.whole is None or other.whole is None else self.whole + other.whole
        return Number(self.part + other.part, both)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a breakdown: its key and name in each dimension, its number, and its list of rows ("" for none)."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    number: Number
    url: str


def breakdown_named(indicator: Indicator, name: str) -> Breakdown | None:
    """The breakdown of an indicator that is stored under this name, if it has one."""
    return next((each for each in indicator.breakdowns if name_of(each) == name), None)


def sum_of(numbers: Iterable[Number], *, is_rate: bool) -> Number:
    """What numbers of one figure add up to."""
    return sum(numbers, Number(Decimal(0), Decimal(0) if is_rate else None))


def number_of(stored: Stored) -> Number:
    """A number as a breakdown stores it."""
    if isinstance(stored, list):
        part, whole = stored
        return Number(Decimal(str(part)), Decimal(str(whole)))
    return Number(Decimal(str(stored)))


def lines_of(report: Report, figure: Figure, indicator: Indicator) -> dict[str, list[Line]]:
    """{breakdown: its lines}, the largest number first (of a rate the lowest), hours in their order.

    Two queries a dimension at most, however many breakdowns have it.
    """
    stored = {name_of(each): figure.breakdowns.get(name_of(each), {}) for each in indicator.breakdowns}
    names, narrowing = _looked_up(indicator.breakdowns, stored)
    address = indicator.rows(report.unit.code, report.period)

    def line_of(dimensions: tuple[Dimension, ...], key: str, number: Stored) -> Line:
        keys = dict(zip(dimensions, key.split("|"), strict=True))
        called = tuple(name_in(dimension, one, names[dimension]) for dimension, one in keys.items())
        return Line(tuple(keys.values()), called, number_of(number), _rows(address, keys, narrowing))

    return {
        name_of(each): sorted(
            (line_of(dimensions_of(each), key, number) for key, number in stored[name_of(each)].items()),
            key=_by_hour if each is HOUR else _by_number,
        )
        for each in indicator.breakdowns
    }


def name_in(dimension: Dimension, key: str, names: Mapping[str, str]) -> str:
    """What a key is called; rows that have none of the dimension, and rows that are gone, are said to be so."""
    if key == NONE:
        return pgettext("breakdown", "none")
    return names.get(key) or _("no longer on record (%(dimension)s %(key)s)") % {
        "dimension": dimension.label,
        "key": key,
    }


def _looked_up(
    breakdowns: Collection[Breakdown], stored: Mapping[str, Mapping[str, Stored]]
) -> tuple[dict[Dimension, Mapping[str, str]], dict[Dimension, Mapping[str, str]]]:
    """Of each dimension the names of its keys, and what its filter calls them."""
    keys: dict[Dimension, set[str]] = {}
    for each in breakdowns:
        for place, dimension in enumerate(dimensions_of(each)):
            keys.setdefault(dimension, set()).update(key.split("|")[place] for key in stored[name_of(each)])
    names = {dimension: dimension.names(found) if found else {} for dimension, found in keys.items()}
    return names, {dimension: dimension.values_of(found) if found else {} for dimension, found in keys.items()}


def _rows(address: str, keys: Mapping[Dimension, str], narrowing: Mapping[Dimension, Mapping[str, str]]) -> str:
    """The list of the rows of a line: the figure's, narrowed in every dimension; "" where one cannot be."""
    values = {dimension.filter: narrowing[dimension].get(key, "") for dimension, key in keys.items()}
    if not all(values.values()):
        return ""
    path, _mark, asked = address.partition("?")
    query = QueryDict(asked, mutable=True)
    for name, value in values.items():
        query[name] = value
    return f"{path}?{query.urlencode()}"


def _by_hour(line: Line) -> tuple[bool, str]:
    return line.keys[0] == NONE, line.keys[0].zfill(2)


def _by_number(line: Line) -> tuple[Decimal, tuple[str, ...]]:
    number = line.number
    return -number.part if number.whole is None else number.part / number.whole, line.names
