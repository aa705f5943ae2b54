"""The guard in the database: an entry of the trail is neither changed nor deleted, whoever asks.

The application never does either; this is for the statement that somebody types by hand, for `auditlogflush`, and for
the mistake of tomorrow. Tests look after a migration of the library that would rebuild its table without the guard.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "The audit trail is append-only."
TABLE = "auditlog_logentry"

_LAY = {
    "sqlite": [
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ],
    "postgresql": [
        (
            "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        ),
        (
            f"CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {TABLE}"
            " FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        ),
        f"CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION audit_refuse()",
    ],
}
_LIFT = {
    "sqlite": ["DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS audit_append_only ON {TABLE}",
        f"DROP TRIGGER IF EXISTS audit_no_truncate ON {TABLE}",
        "DROP FUNCTION IF EXISTS audit_refuse()",
    ],
}


def lay_guard(connection: BaseDatabaseWrapper) -> None:
    """From now on entries can only be added."""
    _run(connection, _LAY)


def lift_guard(connection: BaseDatabaseWrapper) -> None:
    """Entries can be changed and deleted again."""
    _run(connection, _LIFT)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements.get(connection.vendor, []):
            cursor.execute(statement)
