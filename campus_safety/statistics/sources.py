"""Where figures come from: the rows of one table, counted in one grouped query for the units and the period.

What is counted together is read together: a source has every dimension by which its figures are broken down and every
measure that one of them needs. A breakdown adds up to its figure because both are sums over the same groups.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import F, QuerySet
from django.utils.functional import Promise

from campus_safety.statistics.periods import Period

# (units, period, at) -> the rows that count: of the units, half-open in the period, as far as they are closed at `at`.
Rows = Callable[[Collection[int], Period, datetime], QuerySet[Any]]
# keys of a dimension as they are stored -> what each is called. At most one query.
Names = Callable[[Collection[str]], Mapping[str, str]]
# keys of one dimension -> the key of another that follows from each: the schools of a point. One query.
Through = Callable[[Collection[str]], Mapping[str, str]]
# units -> {key: name} of every key that they have, in the order in which they are read. One query.
Offered = Callable[[Collection[int]], Mapping[str, str]]
NONE = ""


@dataclass(frozen=True, slots=True, eq=False)
class Dimension:
    """One way to break a figure down: by school, point, officer, kind, topic, unit, hour.

    A key is the value as text, "" for none. A row that has several schools has the key `3,7`: it is counted once, on
    a line of its own, so that a breakdown always adds up.
    """

    key: str
    label: str | Promise
    names: Names
    # The filter that narrows the list of rows to one key; "" where lists cannot be narrowed by it.
    filter: str = ""
    # keys -> what that filter calls each: a username for an officer. Without it the key itself. At most one query.
    codes: Names | None = None
    # Everything of the units that a page can be narrowed to by it.
    offered: Offered | None = None

    def values_of(self, keys: Collection[str]) -> Mapping[str, str]:
        """{key: value of `filter`}, without the keys that no list can be narrowed to. At most one query."""
        wanted = [key for key in keys if key != NONE] if self.filter else []
        return self.codes(wanted) if self.codes else {key: key for key in wanted}


@dataclass(frozen=True, slots=True)
class Derived:
    """A dimension that is no column of the source, but follows from another dimension of it."""

    dimension: Dimension
    of: Dimension
    through: Through


@dataclass(frozen=True, slots=True)
class Cell:
    """A group of rows: its key in each dimension, and what the rows add up to in each measure."""

    keys: Mapping[str, str]
    sums: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The rows of one table that figures are counted from; the key is the name under which a signed report knows them.

    `by` gives the column or expression of each dimension, `measures` the aggregate of each measure (None counts as
    nothing). `is_of_its_day` is for rows that are told by how things stand today, such as the schools that are open:
    what became of them since is no change of a period that was signed.
    """

    key: str
    rows: Rows
    measures: Mapping[str, Any]
    by: Sequence[tuple[Dimension, Any]] = ()
    derived: Sequence[Derived] = field(default=())
    is_of_its_day: bool = False

    @property
    def dimensions(self) -> list[Dimension]:
        """Every dimension that the cells have a key in."""
        return [*(dimension for dimension, _expression in self.by), *(each.dimension for each in self.derived)]

    def cells(self, unit_ids: Collection[int], period: Period, at: datetime) -> list[Cell]:
        """The groups of the rows: one query, and one for each derived dimension."""
        found = self._grouped(self.rows(unit_ids, period, at).order_by(), at_first=())
        keys = [dimension.key for dimension, _expression in self.by]
        rows = [
            (
                dict(zip(keys, map(key_of, row), strict=False)),
                dict(zip(self.measures, map(_exact, row[len(keys) :]), strict=True)),
            )
            for row in found
        ]
        for each in self.derived:
            through = each.through({keys[each.of.key] for keys, _sums in rows} - {NONE})
            for row_keys, _sums in rows:
                row_keys[each.dimension.key] = through.get(row_keys[each.of.key], NONE)
        return [Cell(row_keys, sums) for row_keys, sums in rows]

    def digest(self, unit_ids: Collection[int], period: Period, at: datetime) -> str:
        """SHA-256, in hex, over every row that counts: its key, its groups and what it adds. One query, streamed."""
        found, hashed = self._grouped(self.rows(unit_ids, period, at).order_by("pk"), at_first=("pk",)), sha256()
        for row in found.iterator(chunk_size=2000):
            hashed.update("\x1f".join(["" if value is None else _plain(value) for value in row]).encode() + b"\x1e")
        return hashed.hexdigest()

    def _grouped(self, rows: QuerySet[Any], *, at_first: tuple[str, ...]) -> QuerySet[Any]:
        groups = {f"key_{dimension.key}": F(by) if isinstance(by, str) else by for dimension, by in self.by}
        measured = {f"sum_{name}": aggregate for name, aggregate in self.measures.items()}
        grouped: QuerySet[Any] = rows.values(*at_first, **groups).annotate(**measured)
        return grouped.values_list(*at_first, *groups, *measured)


def key_of(value: Any) -> str:
    """A value of a dimension as it is stored."""
    return NONE if value is None else str(value)


def _exact(number: Any) -> Decimal:
    """What a measure comes to: no digits that a float only seems to have, 0 for nothing."""
    return Decimal(str(number)) if isinstance(number, float) else Decimal(number or 0)


def _plain(value: Any) -> str:
    """The same text for the same number from every database: `12.5`, never `12.50`."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
