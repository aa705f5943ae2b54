"""The trail can be added to and nothing else, by the database's own word."""

from collections.abc import Callable, Iterator

import pytest
from auditlog.models import LogEntry
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from campus_safety.audit.append_only import TABLE, lay_guard, lift_guard
from campus_safety.audit.trail import Action, entry, record
from tests.cast import Cast


@pytest.fixture
def guarded(cast: Cast) -> Iterator[Cast]:
    """A trail with entries, guarded as after the migration (other tests work without, so as to empty it)."""
    record(*(entry(row, action=Action.CREATE, changes={}, actor=cast.officer) for row in (cast.point, cast.school)))
    connection.check_constraints()
    lay_guard(connection)
    yield cast
    lift_guard(connection)


WAYS: dict[str, Callable[[], object]] = {
    "update": lambda: LogEntry.objects.update(object_repr="nothing happened"),
    "update of one": lambda: LogEntry.objects.filter(pk=LogEntry.objects.earliest("pk").pk).update(actor=None),
    "delete": lambda: LogEntry.objects.all().delete(),
    "save": lambda: LogEntry.objects.earliest("pk").save(),
    "the library's command": lambda: call_command("auditlogflush", "--yes"),
}
if "postgresql" in settings.DATABASES["default"]["ENGINE"]:  # the library truncates on no other
    WAYS["the library's quick command"] = lambda: call_command("auditlogflush", "--yes", "--truncate")


@pytest.mark.parametrize("way", WAYS)
def test_an_entry_is_neither_changed_nor_deleted(guarded: Cast, way: str) -> None:
    before = list(LogEntry.objects.order_by("pk").values())
    assert before

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        WAYS[way]()

    assert list(LogEntry.objects.order_by("pk").values()) == before


def test_entries_are_added(guarded: Cast) -> None:
    before = LogEntry.objects.count()

    record(entry(guarded.point, action=Action.UPDATE, changes={"name": ("a", "b")}, actor=guarded.officer))

    assert LogEntry.objects.count() == before + 1


def test_who_stands_on_the_trail_cannot_be_deleted(guarded: Cast) -> None:
    record(entry(guarded.point, action=Action.UPDATE, changes={}, actor=guarded.colleague))

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        guarded.colleague.delete()


def test_the_migration_lays_the_guard_and_lifts_it(transactional_db: None) -> None:
    names = {
        "sqlite": f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{TABLE}'",
        "postgresql": f"SELECT tgname FROM pg_trigger WHERE tgrelid = '{TABLE}'::regclass AND tgconstraint = 0",
    }

    def triggers() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(names[connection.vendor])
            return sorted(name for (name,) in cursor.fetchall())

    call_command("migrate", "audit", "zero", verbosity=0)
    assert triggers() == []
    call_command("migrate", "audit", verbosity=0)
    laid = {
        "sqlite": ["audit_no_delete", "audit_no_update"],
        "postgresql": ["audit_append_only", "audit_no_truncate"],
    }
    assert triggers() == laid[connection.vendor]
    lift_guard(connection)
