"""Several keys of one row in one text, in ascending order: the schools of an activity as `3,7`."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, QuerySet, Subquery, TextField
from django.db.models.sql.compiler import SQLCompiler


class Joined(Subquery):
    """What a correlated query finds under the name `key`, joined by commas; null where it finds nothing."""

    output_field = TextField()
    template = "(SELECT STRING_AGG(CAST(found.key AS text), ',' ORDER BY found.key) FROM (%(subquery)s) found)"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """The order is that of the query: only since version 3.44 can SQLite be told one beside."""
        context["template"] = "(SELECT GROUP_CONCAT(found.key, ',') FROM (%(subquery)s) found)"
        return self.as_sql(compiler, connection, **context)


def joined(rows: QuerySet[Any], field: str) -> Joined:
    """The values of a field of `rows`, a query that refers to the row outside by OuterRef, as one text."""
    return Joined(rows.order_by(field).values(key=F(field)))
