"""Statements whose SQL is written once, for the few that must be quick.

Django writes the SQL of a statement anew each time, which takes longer than the database takes to run it, and
PostgreSQL plans it anew, which takes longer still (docs/adr/0008). No signal is sent: rows whose changes signals put on
the trail are not written this way.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

BATCH = 500
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
        if database.vendor != "postgresql":
            cursor.execute(self.sql, values)
            return cursor
        known = _prepared.setdefault(database.connection, set())
        if self.name not in known:
            cursor.execute(self.prepare)
            known.add(self.name)
        cursor.execute(self.execute, values)
        return cursor


# What each connection to PostgreSQL has parsed already.
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def insert(row: models.Model) -> None:
    """Insert a row and give it its primary key."""
    database, key = connections[DEFAULT_DB_ALIAS], row._meta.pk.column
    with database.cursor() as cursor:
        cursor.execute(_sql(type(row), 1, f"RETURNING {database.ops.quote_name(key)}"), _values(row, database))
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_all(rows: Sequence[models.Model], ending: str = "") -> None:
    """Insert rows of one model, 500 in a statement; they learn no primary keys. `ending` is SQL: what on a conflict."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            sql = _sql(type(batch[0]), len(batch), ending)
            cursor.execute(sql, [value for row in batch for value in _values(row, database)])


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
