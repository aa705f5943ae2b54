"""Statements whose SQL is written once, for the few that must be quick.

Django writes the SQL of a statement anew each time, which takes longer than the database takes to run it, and
PostgreSQL plans it anew, which takes longer still (docs/adr/0008). No signal is sent: rows whose changes signals put on
the trail are not written this way.
"""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary
from zlib import crc32

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

Row = TypeVar("Row", bound=models.Model)
BATCH = 500
# Inserts of so many rows are prepared; longer ones differ in length each time.
MOST_PREPARED = 2
PLACE = re.compile("%s")
# Columns whose values every database takes as they are in Python.
PLAIN = (
    models.BooleanField,
    models.CharField,
    models.FloatField,
    models.ForeignKey,
    models.IntegerField,
    models.TextField,
)


@dataclass(frozen=True)
class Statement:
    """SQL for SQLite and PostgreSQL with its values as `%(name)s`; `types` are PostgreSQL's types of them, by name."""

    name: str
    sql: str
    types: Mapping[str, str]

    @cached_property
    def prepare(self) -> str:
        """What has PostgreSQL parse it, once for each connection."""
        order = {name: f"${place}" for place, name in enumerate(self.types, 1)}
        sql = re.sub(r"%\((\w+)\)s", lambda found: order[found[1]], self.sql)
        return f"PREPARE {self.name} ({', '.join(self.types.values())}) AS {sql}"

    @cached_property
    def execute(self) -> str:
        """What runs it there afterwards."""
        return f"EXECUTE {self.name} ({', '.join(f'%({name})s' for name in self.types)})"

    def run(self, values: Mapping[str, Any]) -> Any:
        """Run it, and give the cursor (the rows, or how many were changed)."""
        database = connections[DEFAULT_DB_ALIAS]
        cursor = database.cursor()
        if database.vendor == "postgresql":
            _prepare_once(database, cursor, self.name, self.prepare)
            cursor.execute(self.execute, values)
        else:
            cursor.execute(self.sql, values)
        return cursor


# What each connection to PostgreSQL has parsed already.
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def _prepare_once(database: BaseDatabaseWrapper, cursor: CursorWrapper, name: str, sql: str) -> None:
    known = _prepared.setdefault(database.connection, set())
    if name not in known:
        cursor.execute(sql)
        known.add(name)


def rows_of_each(found: "Sequence[models.QuerySet[Row]]") -> list[Row]:
    """The rows of several querysets of one model, each in its own order and up to its own limit: one query.

    Asked for everything together, a database sorts the whole history. Django has no union of parts with limits on
    SQLite, which takes a limit only inside a subquery.
    """
    if not found:
        return []
    compiled = [each.query.sql_with_params() for each in found]
    parts = (f"SELECT * FROM ({sql}) AS part_{number}" for number, (sql, _) in enumerate(compiled))  # noqa: S608
    values = [value for _sql, of_part in compiled for value in of_part]
    return list(found[0].model._default_manager.raw(" UNION ALL ".join(parts), values))


def insert(row: models.Model) -> None:
    """Insert a row and give it its primary key."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        _insert(cursor, [row], f"RETURNING {row._meta.pk.column}")
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_all(rows: Sequence[models.Model], ending: str = "") -> int:
    """Insert rows of one model, 500 in a statement; they learn no primary keys. `ending` is SQL: what on a conflict.

    Returns how many were inserted: fewer than were given if `ending` passes some over.
    """
    inserted = 0
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            _insert(cursor, rows[start : start + BATCH], ending)
            inserted += cursor.rowcount
    return inserted


def _insert(cursor: CursorWrapper, rows: Sequence[models.Model], ending: str) -> None:
    database, model = connections[DEFAULT_DB_ALIAS], type(rows[0])
    values = [value for row in rows for value in _values(row, database)]
    sql = _sql(model, len(rows), ending)
    if database.vendor == "postgresql" and len(rows) <= MOST_PREPARED:
        name = f"{model._meta.db_table}_{len(rows)}_{crc32(ending.encode())}"
        _prepare_once(database, cursor, name, _prepared_sql(name, sql))
        cursor.execute(f"EXECUTE {name} ({', '.join(['%s'] * len(values))})", values)
    else:
        cursor.execute(sql, values)


@lru_cache(maxsize=64)
def _prepared_sql(name: str, sql: str) -> str:
    numbers = itertools.count(1)
    return f"PREPARE {name} AS " + PLACE.sub(lambda _found: f"${next(numbers)}", sql)


@lru_cache(maxsize=64)
def _columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


@lru_cache(maxsize=64)
def _sql(model: type[models.Model], count: int, ending: str) -> str:
    quote, columns = connections[DEFAULT_DB_ALIAS].ops.quote_name, _columns(model)
    names = ", ".join(quote(field.column) for field in columns)
    places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * count)
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {places} {ending}"  # noqa: S608  (names of models)


@lru_cache(maxsize=64)
def _readers(model: type[models.Model]) -> list[tuple[str, Callable[..., Any] | None]]:
    """For each column the attribute, and what makes a value of the database of it: None where it is one already."""
    return [(field.attname, None if isinstance(field, PLAIN) else field.get_db_prep_save) for field in _columns(model)]


def _values(row: models.Model, database: BaseDatabaseWrapper) -> list[Any]:
    return [
        prepare(getattr(row, name), database) if prepare else getattr(row, name)
        for name, prepare in _readers(type(row))
    ]
